package dev.cordboard.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One media section: the `m=` line, the address that holds for it, and the attributes we know.
///
/// @param formats the formats as written, separated by one space
/// @param connection the address that holds for this section, its own or the session's; empty when
///   there is none
public record MediaDescription(
    String type,
    int port,
    String protocol,
    String formats,
    String connection,
    List<SdpAttribute> attributes) {
  private static final int MAX_PAYLOAD_TYPES = 64;

  public MediaDescription {
    attributes = List.copyOf(attributes);
  }

  /// The section that refuses this one (RFC 3264 §6): port 0, nothing else said.
  public MediaDescription refused() {
    return new MediaDescription(type, 0, protocol, formats, connection, List.of());
  }

  /// Whether this section is plain RTP audio that somebody wants.
  public boolean isPlainAudio() {
    return type.equals("audio")
        && port != 0
        && (protocol.equals("RTP/AVP") || protocol.equals("RTP/AVPF"));
  }

  /// The value of the first attribute of this name.
  public Optional<String> value(String name) {
    for (var attribute : attributes) {
      if (attribute.is(name)) {
        return Optional.of(attribute.value());
      }
    }
    return Optional.empty();
  }

  /// The direction that this section names itself; empty: the session's holds.
  public Optional<Direction> direction() {
    return directionIn(attributes);
  }

  /// Milliseconds of audio that the writer would like in one packet; empty when not said or not
  /// sensible.
  public Optional<Integer> ptimeMillis() {
    return value("ptime").map(text -> Digits.parse(text, 1000)).filter(millis -> millis > 0);
  }

  /// Where the writer receives RTCP: `a=rtcp` (RFC 3605), else the port after the RTP port.
  public int rtcpPort() {
    return value("rtcp")
        .map(text -> Digits.parse(firstWord(text), 65535))
        .filter(rtcpPort -> rtcpPort > 0)
        .orElse(port + 1);
  }

  /// The payload formats in the writer's order of preference; what has no meaning is left out.
  public List<PayloadFormat> payloadFormats() {
    var found = new ArrayList<PayloadFormat>();
    for (var word : formats.split(" ", MAX_PAYLOAD_TYPES + 1)) {
      int payloadType = Digits.parse(word, 127);
      if (payloadType >= 0 && found.size() < MAX_PAYLOAD_TYPES) {
        payloadFormat(payloadType).ifPresent(found::add);
      }
    }
    return found;
  }

  static Optional<Direction> directionIn(List<SdpAttribute> attributes) {
    for (var attribute : attributes) {
      for (var direction : Direction.values()) {
        if (attribute.is(direction.attribute())) {
          return Optional.of(direction);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<PayloadFormat> payloadFormat(int payloadType) {
    for (var attribute : attributes) {
      if (attribute.is("rtpmap")
          && Digits.parse(firstWord(attribute.value()), 127) == payloadType) {
        return rtpMap(payloadType, attribute.value());
      }
    }
    for (var codec : Codec.values()) {
      if (codec.staticPayloadType() == payloadType) {
        return Optional.of(new PayloadFormat(payloadType, codec.name(), Codec.CLOCK_RATE, 1));
      }
    }
    return Optional.empty();
  }

  private static Optional<PayloadFormat> rtpMap(int payloadType, String value) {
    var parts = value.substring(firstWord(value).length()).strip().split("/", 4);
    int clockRate = parts.length > 1 ? Digits.parse(parts[1].strip(), 1_000_000) : -1;
    int channels = parts.length > 2 ? Digits.parse(parts[2].strip(), 255) : 1;
    return clockRate > 0 && channels > 0
        ? Optional.of(new PayloadFormat(payloadType, parts[0], clockRate, channels))
        : Optional.empty();
  }

  private static String firstWord(String text) {
    int space = text.indexOf(' ');
    return space < 0 ? text : text.substring(0, space);
  }
}
