package dev.cordboard.media;

import dev.cordboard.sdp.Codec;
import dev.cordboard.sdp.SessionDescription;
import java.net.InetAddress;
import java.util.Optional;

/// The media of one leg: its ports, what offer and answer settled, and its place in a bridge.
///
/// Thread-safe; nothing here blocks. What changes the flow takes effect at the shard's next tick,
/// in the order of the calls.
public interface MediaSession {
  /// Our offer, the preferred codec first. A second offer of a session keeps its sections in place.
  SessionDescription offer(Codec preferred);

  /// Our answer to an offer, with the offerer's favourite of our codecs; empty: nothing fits (488),
  /// and what was agreed before still holds.
  Optional<SessionDescription> answer(SessionDescription offer);

  /// As [#answer(SessionDescription)], but with this codec when it is offered.
  Optional<SessionDescription> answer(SessionDescription offer, Codec preferred);

  /// Takes the answer to our last offer; false: it takes nothing that we offered. Of several
  /// answers (early ones of a fork) the newest holds.
  boolean accept(SessionDescription answer);

  /// The codec that was agreed; empty before the first agreement.
  Optional<Codec> codec();

  /// Whether the other side took its ear away.
  boolean remoteHolds();

  /// The address that the leg's signalling came from: where media may come from when the
  /// description names a private address or another one.
  void signallingAddress(InetAddress address);

  /// Enters a bridge (leaving the one it is in), or changes what it hears and whether it is heard.
  void join(Bridge bridge, boolean hears, boolean isHeard);

  /// Leaves its bridge.
  void leave();

  /// Speaks and listens for us: the source is heard by the other side (and mixed with what the
  /// bridge says, when the session is in one), the sink hears the other side.
  void attach(AudioSource source, AudioSink sink);

  /// Presses keys: `0`-`9`, `*`, `#`, `A`-`D`; anything else is skipped. As telephone-event (RFC
  /// 4733) where it was agreed, else as tones.
  void sendDigits(String digits);

  /// What a restart needs to go on with this leg: ports, SSRC, descriptions; opaque.
  byte[] snapshot();

  /// The port that it receives RTP on.
  int localPort();

  /// Ends the session and gives its ports back. May be called again.
  void close();
}
