package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.SipRequest;

/// What an INVITE is known by that comes several times by different ways (RFC 3261 §8.2.2.2).
record InviteKey(String callId, String fromTag, long sequence) {
  static InviteKey of(SipRequest invite) {
    return new InviteKey(invite.callId(), invite.fromTag().orElse(""), invite.cSeq().number());
  }
}
