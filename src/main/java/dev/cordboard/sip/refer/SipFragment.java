package dev.cordboard.sip.refer;

import dev.cordboard.sip.message.ReasonPhrases;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// How far a call that was referred to has come: the status line in the body of a NOTIFY (RFC 3420,
/// RFC 3515 §2.4.5).
///
/// @param status 100 to 699
public record SipFragment(int status) {
  /// The type of such a body.
  public static final String TYPE = "message/sipfrag";

  private static final int LONGEST_LINE = 512;
  private static final Pattern STATUS_LINE =
      Pattern.compile("SIP/2\\.0 +([1-6][0-9]{2})(?: .*)?", Pattern.CASE_INSENSITIVE);

  public SipFragment {
    if (status < 100 || status > 699) {
      throw new IllegalArgumentException("not a SIP status: " + status);
    }
  }

  /// Reads a body; empty when it does not begin with a status line.
  public static Optional<SipFragment> parse(byte[] body) {
    int end = 0;
    while (end < body.length && end < LONGEST_LINE && body[end] != '\r' && body[end] != '\n') {
      end++;
    }
    var line = STATUS_LINE.matcher(new String(body, 0, end, StandardCharsets.ISO_8859_1));
    return line.matches()
        ? Optional.of(new SipFragment(Integer.parseInt(line.group(1))))
        : Optional.empty();
  }

  /// Whether it is a final status.
  public boolean isFinal() {
    return status >= 200;
  }

  /// The body.
  public byte[] toBytes() {
    var line = "SIP/2.0 " + status + " " + ReasonPhrases.of(status) + "\r\n";
    return line.getBytes(StandardCharsets.US_ASCII);
  }
}
