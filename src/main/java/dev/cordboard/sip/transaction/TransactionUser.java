package dev.cordboard.sip.transaction;

import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;

/// What sits on top of the transactions. Called on the SIP loop.
public interface TransactionUser {
  /// Whether a new request is let in; asked before anything is allocated for it. Never asked for
  /// ACK and CANCEL.
  Admission admit(SipRequest request, Hop from);

  /// Whether a request from there that fits nowhere is answered; strangers may be met with silence.
  boolean answers(Hop from);

  /// An ACK that belongs to no refusal: that of a 2xx.
  void acknowledged(SipRequest ack);

  /// A 2xx to an INVITE that no transaction knows (any more).
  void strayed(SipResponse success, Hop from);
}
