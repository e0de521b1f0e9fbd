package dev.cordboard.sip;

/// The Reason header of a CANCEL or BYE (RFC 3326).
///
/// @param protocol `SIP` or `Q.850`; empty: no header
public record HangupReason(String protocol, int cause, String text) {
  /// No Reason header.
  public static final HangupReason NONE = new HangupReason("", 0, "");

  /// Somebody else of the same ring has answered: phones then show no missed call.
  public static final HangupReason ANSWERED_ELSEWHERE =
      new HangupReason("SIP", 200, "Call completed elsewhere");

  public HangupReason {
    if (!protocol.isEmpty() && !protocol.matches("[A-Za-z0-9.]+")) {
      throw new IllegalArgumentException("not a Reason protocol: " + protocol);
    }
    if (text.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\' || c == 0x7f)) {
      throw new IllegalArgumentException("not a Reason text: " + text);
    }
  }

  /// The header's value, for example `SIP;cause=200;text="Call completed elsewhere"`.
  public String value() {
    var cause = protocol + ";cause=" + this.cause;
    return text.isEmpty() ? cause : cause + ";text=\"" + text + "\"";
  }
}
