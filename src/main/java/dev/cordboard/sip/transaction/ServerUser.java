package dev.cordboard.sip.transaction;

import dev.cordboard.sip.message.SipRequest;

/// Who answers a request. Called on the SIP loop.
public interface ServerUser {
  /// The caller has cancelled its INVITE; the CANCEL itself is answered already. What is left to do
  /// is a 487, unless the INVITE has its final answer.
  void cancelled(SipRequest cancel);

  /// The transaction is over before it was answered: a response could not be sent, or the answer
  /// took too long (the caller then got 408).
  void lost();

  /// Answers at once, so it need not hear of anything.
  static ServerUser immediate() {
    return new ServerUser() {
      @Override
      public void cancelled(SipRequest cancel) {}

      @Override
      public void lost() {}
    };
  }
}
