package dev.cordboard.call;

import java.util.Optional;

/// How something ended, in the service's numbers: `code` is HTTP-like, `subCode` tells why,
/// `message` is the recorded text, where there is one (RULINGS §3.3, trace rule 15).
///
/// @param sip the SIP response behind it, where there was one
/// @param q850 the telephone network's own cause behind it, where it was told
public record CallResult(
    int code, int subCode, String message, Optional<SipDetail> sip, Optional<SipDetail> q850) {
  /// Success of a call, participant or DTMF action.
  public static final CallResult OK = new CallResult(200, 0, "");

  /// Ended by the API, told to the side that asked.
  public static final CallResult ENDED_BY_API =
      of(
          200,
          7000,
          "Call was ended by Azure Communication Service Call Automation API or a server bot.");

  /// Ended by the API, told to the others. The two dots are the service's.
  public static final CallResult ENDED_BY_OTHER = of(200, 5001, "This conversation has ended..");

  /// The last other party left, or whoever was called turned the call down.
  public static final CallResult LEFT_ALONE = of(200, 5002, "The conversation has ended.");

  public static final CallResult REMOVED =
      of(
          200,
          5300,
          "Call ended for this participant as it was removed from the conversation by another"
              + " participant.");

  public static final CallResult PHONE_HUNG_UP = of(200, 560000, "The conversation has ended.");

  /// The caller was gone before the call stood.
  public static final CallResult CALLER_GONE = of(487, 540487, "The caller canceled the call.");

  public static final CallResult MEDIA_STOPPED = of(410, 301005, "The media of the call stopped.");

  public static final CallResult SESSION_FAILED =
      of(408, 560408, "The other side no longer responds.");

  public static final CallResult CANCELLED = of(487, 5234, "The Call Has Been Cancelled.");

  /// Whoever was called has been put in this one's place.
  public static final CallResult TRANSFERRED =
      new CallResult(200, 7015, "The transfer operation completed successfully.");

  public static final CallResult INVITATION_OVER =
      of(404, 8522, "The invitation is no longer ringing.");

  public CallResult(int code, int subCode, String message) {
    this(code, subCode, message, Optional.empty(), Optional.empty());
  }

  public CallResult(int code, int subCode, String message, Optional<SipDetail> sip) {
    this(code, subCode, message, sip, Optional.empty());
  }

  /// A result with the service's diagnostic code behind its text; success is written as 0 there.
  public static CallResult of(int code, int subCode, String text) {
    return new CallResult(code, subCode, text + diagnosis(code, subCode));
  }

  public static CallResult of(int code, int subCode, String text, SipDetail sip) {
    return of(code, subCode, text).with(sip, Optional.empty());
  }

  /// The same with what lies behind it.
  public CallResult with(SipDetail response, Optional<SipDetail> cause) {
    return new CallResult(code, subCode, message, Optional.of(response), cause);
  }

  /// The same in other words.
  public CallResult saying(String text) {
    return new CallResult(code, subCode, text, sip, q850);
  }

  private static String diagnosis(int code, int subCode) {
    return " DiagCode: " + (code == 200 ? 0 : code) + "#" + subCode + ".@";
  }

  /// A SIP status code and its reason phrase, or a Q.850 cause and its text.
  public record SipDetail(int code, String message) {}
}
