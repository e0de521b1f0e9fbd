package dev.cordboard.call.machine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallResult.SipDetail;
import dev.cordboard.call.Reach;
import dev.cordboard.identifier.CommunicationIdentifier;

/// Why an invitation came to nothing, and what each side is told (RULINGS §3.3).
///
/// @param result what whoever added a participant is told, and as a rule who created the call too
/// @param isDeclined whether somebody turned it down, rather than not being there
/// @param sipStatus what a calling device is answered
record Refusal(CallResult result, boolean isDeclined, int sipStatus) {
  private static final CallResult DECLINED =
      CallResult.of(487, 10024, "The call was declined by all endpoints.");
  private static final CallResult NOT_THERE =
      CallResult.of(480, 10037, "No registered endpoint took the call.");
  private static final CallResult USER_DID_NOT_ANSWER =
      CallResult.of(487, 10004, "The call was not answered in time.");
  private static final CallResult PHONE_DID_NOT_ANSWER =
      CallResult.of(480, 560480, "The call was not answered in time.");

  /// An application rejected it.
  static Refusal rejected(RejectReason reason) {
    return declined(
        switch (reason) {
          case NONE -> 603;
          case BUSY -> 486;
          case FORBIDDEN -> 403;
        });
  }

  /// A device answered the INVITE with 300 to 699.
  static Refusal answered(Reach.Device device, CallInput.Failed failed) {
    var refusal = device.phone() ? byPhone(failed) : byUser(failed.sipStatus());
    return refusal.behind(failed);
  }

  /// It rang as long as it may.
  static Refusal unanswered(boolean phone) {
    return new Refusal(phone ? PHONE_DID_NOT_ANSWER : USER_DID_NOT_ANSWER, false, 480);
  }

  /// There was nowhere to ring.
  static Refusal nowhere(CallResult result) {
    return new Refusal(result, false, relayed(result.code()));
  }

  private static Refusal declined(int sipStatus) {
    return new Refusal(DECLINED, true, sipStatus);
  }

  /// A far end that called the target itself says why that came to nothing.
  static CallResult byFarEnd(int sipStatus) {
    return phoneResult(sipStatus, "");
  }

  private static Refusal byPhone(CallInput.Failed failed) {
    int status = failed.sipStatus();
    return new Refusal(phoneResult(status, failed.reason()), false, relayed(status));
  }

  private static CallResult phoneResult(int status, String reason) {
    var text = reason.isEmpty() ? "The phone refused the call." : reason + ".";
    return CallResult.of(status, 560000 + status, text, new SipDetail(status, reason));
  }

  private static Refusal byUser(int status) {
    return switch (status) {
      case 486, 600, 603 -> declined(status);
      case 408 -> new Refusal(CallResult.SESSION_FAILED, false, status);
      default -> new Refusal(NOT_THERE, false, 480);
    };
  }

  /// What the device said goes along.
  private Refusal behind(CallInput.Failed failed) {
    var sip = new SipDetail(failed.sipStatus(), failed.reason());
    return new Refusal(result.with(sip, failed.q850()), isDeclined, sipStatus);
  }

  /// What a far end answered goes on to the caller, but no redirection and no challenge: those
  /// concern our leg, not theirs (RFC 3261 §16.7, step 7).
  private static int relayed(int status) {
    return status < 400 || status > 699 || status == 401 || status == 407 ? 480 : status;
  }

  /// An application that created the call sees a rejection as the end of a conversation (S).
  CallResult toCreator() {
    return isDeclined ? CallResult.LEFT_ALONE : result;
  }

  CallResult toAdder(CommunicationIdentifier participant) {
    return notAdded(participant, result);
  }

  /// The recorded words around the reason why a participant was not added (trace 10).
  static CallResult notAdded(CommunicationIdentifier participant, CallResult reason) {
    var text =
        "addParticipants failed for participant %s. Underlying reason: %s"
            .formatted(participant.rawId(), reason.message());
    return reason.saying(text);
  }
}
