package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.SipMessage;
import dev.cordboard.sip.message.SipRequest;

/// What a dialog is found by (RFC 3261 §12).
public record DialogId(String callId, String localTag, String remoteTag) {
  /// The dialog that a request from the other side belongs to. A missing From tag (RFC 2543) counts
  /// as an empty one.
  static DialogId of(SipRequest received) {
    return new DialogId(received.callId(), received.toTag().orElse(""), remote(received));
  }

  private static String remote(SipMessage received) {
    return received.fromTag().orElse("");
  }
}
