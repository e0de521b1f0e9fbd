package dev.cordboard.sdp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A session description (RFC 8866): where somebody wants to receive which media.
///
/// Attributes that nobody here reads are skipped when parsing; RFC 8866 §5.13 asks for that.
///
/// @param connection the session's `c=` address, empty when there is none
public record SessionDescription(
    Origin origin, String connection, List<SdpAttribute> attributes, List<MediaDescription> media) {

  /// What became of a text: a description, or the reason why it is none.
  public sealed interface Parsed {
    /// The text was a description.
    record Description(SessionDescription description) implements Parsed {}

    /// The text breaks the grammar or a limit.
    record Malformed(String reason) implements Parsed {}

    /// The description, if it is one.
    default Optional<SessionDescription> toOptional() {
      return switch (this) {
        case Description(var description) -> Optional.of(description);
        case Malformed _ -> Optional.empty();
      };
    }
  }

  public SessionDescription {
    attributes = List.copyOf(attributes);
    media = List.copyOf(media);
  }

  /// Reads a description; total: never throws, whatever the bytes.
  public static Parsed parse(byte[] body) {
    return parse(body, SdpLimits.defaults());
  }

  /// Reads a description with limits of one's own.
  public static Parsed parse(byte[] body, SdpLimits limits) {
    if (body.length > limits.bytes()) {
      return new Parsed.Malformed(
          "description of " + body.length + " bytes, at most " + limits.bytes());
    }
    // Latin-1 keeps every byte as it is, so that names in UTF-8 survive a round trip.
    return new SdpParser(new String(body, StandardCharsets.ISO_8859_1), limits).parse();
  }

  /// The direction of a section: its own, else the session's, else both ways (RFC 3264 §5.1).
  public Direction direction(MediaDescription section) {
    return section
        .direction()
        .or(() -> MediaDescription.directionIn(attributes))
        .orElse(Direction.SENDRECV);
  }

  /// The text on the wire, lines ended by CRLF.
  public byte[] toBytes() {
    return SdpWriter.write(this).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return SdpWriter.write(this);
  }
}
