package dev.cordboard.call;

import java.util.Optional;

/// How something ended, in the service's numbers: `code` is HTTP-like, `subCode` tells why,
/// `message` is the recorded text.
///
/// @param sip the SIP response behind it, where there was one
public record CallResult(int code, int subCode, String message, Optional<SipDetail> sip) {
  /// Success of a call, participant or DTMF action.
  public static final CallResult OK = new CallResult(200, 0, "");

  public CallResult(int code, int subCode, String message) {
    this(code, subCode, message, Optional.empty());
  }

  /// A SIP status code and its reason phrase.
  public record SipDetail(int code, String message) {}
}
