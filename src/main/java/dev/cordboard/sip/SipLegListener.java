package dev.cordboard.sip;

import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.sip.message.NetworkCause;
import dev.cordboard.sip.refer.Referral;
import java.util.Optional;
import java.util.function.Consumer;

/// What happens on a leg. Called on the SIP loop, one at a time: never block in here.
///
/// The last call for a leg is exactly one of [#failed] and [#ended], whoever ended it.
public interface SipLegListener {
  /// Outgoing: the other side rings (180, or any 18x without a session).
  void ringing();

  /// Outgoing: an 18x with a session; of several forks the newest is heard.
  void earlyMedia(SessionDescription session);

  /// The leg stands.
  ///
  /// Outgoing: the 200 has come, with the answer. Incoming: the ACK has come, with the answer when
  /// the offer was ours.
  void answered(Optional<SessionDescription> session);

  /// The leg never stood: a final refusal, no response (408), a cancelled call (487).
  ///
  /// @param cause what the telephone network behind the other side said about it
  void failed(int status, String reason, Optional<NetworkCause> cause);

  /// The leg is over.
  void ended(LegEnd end);

  /// The other side offers a new session (re-INVITE or UPDATE). The reply may come later and from
  /// any thread; empty is a 488, and the old session goes on.
  void offered(SessionDescription offer, Consumer<Optional<SessionDescription>> reply);

  /// A re-INVITE without a session: the other side wants our offer. Its answer comes as
  /// [#offerAnswered].
  void offerWanted(Consumer<Optional<SessionDescription>> reply);

  /// The answer to an offer made with [SipLeg#reoffer] or after [#offerWanted]; empty: refused, the
  /// old session goes on.
  void offerAnswered(Optional<SessionDescription> answer);

  /// The other side wants somebody called in its place (REFER); it may. Its leg goes on until one
  /// side hangs up: report the outcome first, then hang up.
  ///
  /// @param replaced attended transfer: the leg whose place the parties of this call shall take, as
  ///   [UserAgent#invite] or [IncomingLeg] have given it; empty: the target is to be called
  default void referred(Referral referral, Optional<SipLeg> replaced) {
    referral.report(603);
  }

  /// A digit that came as INFO (`application/dtmf-relay`), as old phones send it.
  default void digit(char digit) {}
}
