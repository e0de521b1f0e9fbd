package dev.cordboard.sip.dialog;

import dev.cordboard.sip.refer.Referral;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Who has a session. Session descriptions are bytes here; empty ones stand for none. Called on the
/// SIP loop; the last call is exactly one of [#failed] and [#ended].
public interface SessionUser {
  /// Outgoing: it rings.
  void ringing();

  /// Outgoing: a provisional response with a session; the newest counts.
  void earlyMedia(byte[] session);

  /// The session stands. Outgoing: with the 2xx's body; incoming: with the ACK's, when the offer
  /// was ours.
  void answered(byte[] session);

  /// It never stood.
  void failed(int status, String phrase, List<String> reasons);

  /// It is over.
  void ended(SessionEnd end, String reason);

  /// The other side offers; the reply is our answer, or nothing for a 488. Reply on the SIP loop.
  void offered(byte[] offer, Consumer<byte[]> reply);

  /// The other side wants our offer. Reply on the SIP loop.
  void offerWanted(Consumer<byte[]> reply);

  /// The answer to our offer; nothing when it was refused.
  void offerAnswered(byte[] answer);

  /// A digit by INFO.
  void digit(char digit);

  /// The other side wants somebody called in its place.
  ///
  /// @param replaced who has the session whose place that call shall take
  void referred(Referral referral, Optional<SessionUser> replaced);

  /// Who has the call that this belongs to: itself, but for a fork of an INVITE.
  default SessionUser owner() {
    return this;
  }
}
