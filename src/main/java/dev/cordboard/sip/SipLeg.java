package dev.cordboard.sip;

import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.sip.refer.ReferListener;
import dev.cordboard.sip.refer.ReferOrder;
import java.net.InetAddress;
import java.util.Optional;

/// One SIP dialog, or one that is being set up: how the engine talks to a phone or a trunk.
///
/// Every method may be called from any thread and returns at once: the work is posted to the SIP
/// loop. What does not fit the state of the leg any more (it crossed with something) is ignored;
/// the listener tells what became of it.
public interface SipLeg {
  /// The Call-ID: for logs and timelines; not an identity (a fork shares it).
  String callId();

  /// Incoming, not yet answered: 180 Ringing.
  void ring();

  /// Incoming, not yet answered: 183 Session Progress with early media.
  void progress(SessionDescription session);

  /// Incoming, not yet answered: 200 OK with the answer (or our offer when the INVITE had none).
  void answer(SessionDescription session);

  /// Incoming, not yet answered: a final refusal, 300 to 699 (503 gets a Retry-After).
  void refuse(int status);

  /// [#refuse(int)] with a text that a phone may show (Warning 399, RFC 3261 §20.43).
  ///
  /// @param warning printable ASCII without quotes and backslashes
  default void refuse(int status, String warning) {
    refuse(status);
  }

  /// Outgoing, not yet answered: CANCEL. When the answer crosses it, ACK and BYE follow by
  /// themselves.
  void cancel(HangupReason reason);

  /// Ends the leg whatever its state: BYE, CANCEL or a refusal (603).
  void hangUp(HangupReason reason);

  /// A re-INVITE with a new offer; [SipLegListener#offerAnswered] brings the outcome. Glare (491)
  /// is repeated after the time of RFC 3261 §14.1.
  void reoffer(SessionDescription offer);

  /// Asks the other side to call somebody else in our place (REFER, RFC 3515). The leg stays as it
  /// is: whoever wants it to end hangs up.
  void refer(ReferOrder order, ReferListener listener);

  /// Whether the other side says that it takes REFER: the Allow of its latest INVITE or answer.
  boolean peerAllowsRefer();

  /// How often a leg that this one leads to may be passed on, for [OutgoingInvite#withHops]: what
  /// came in less one, or what this one was placed with. The least of a call's legs is the call's.
  int hopsLeft();

  /// What is needed to go on after a restart (dialog ids, route set, remote target, CSeq): see
  /// [UserAgent#release]. Empty as long as there is no dialog.
  byte[] snapshot();

  /// Where the other side's signalling comes from; empty before its first message.
  Optional<InetAddress> remoteSignallingAddress();

  /// [#cancel(HangupReason)] without a Reason.
  default void cancel() {
    cancel(HangupReason.NONE);
  }

  /// [#hangUp(HangupReason)] without a Reason.
  default void hangUp() {
    hangUp(HangupReason.NONE);
  }
}
