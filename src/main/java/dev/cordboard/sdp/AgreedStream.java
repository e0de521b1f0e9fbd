package dev.cordboard.sdp;

import java.util.List;

/// What offer and answer settled for the audio stream of a leg, seen from our side.
///
/// @param remote where the other side receives
/// @param direction which way media flows, seen from us
/// @param remoteHolds whether the other side took its ear away (sendonly, inactive or address
///   0.0.0.0)
/// @param send how we send
/// @param receive what may arrive
public record AgreedStream(
    Remote remote, Direction direction, boolean remoteHolds, Send send, Receive receive) {
  /// The payload type of a format that was not agreed.
  public static final int NONE = -1;

  /// Where the other side receives. The host is an IP address, or a name that we do not resolve.
  public record Remote(String host, int port, int rtcpPort) {}

  /// The codec that we send, its payload type, and that of telephone-event or [#NONE].
  public record Send(Codec codec, int payloadType, int eventPayloadType, int ptimeMillis) {}

  /// The payload types that may arrive, and that of telephone-event or [#NONE].
  public record Receive(List<Audio> audio, int eventPayloadType) {
    public Receive {
      audio = List.copyOf(audio);
    }
  }

  /// A payload type that may arrive and its codec.
  public record Audio(int payloadType, Codec codec) {}
}
