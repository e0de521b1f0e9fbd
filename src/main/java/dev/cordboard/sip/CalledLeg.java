package dev.cordboard.sip;

import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.sip.dialog.DialogLayer;
import dev.cordboard.sip.dialog.InboundInvitation;
import dev.cordboard.sip.dialog.PeerRights;
import dev.cordboard.sip.dialog.Session;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.transaction.ServerTransaction;
import dev.cordboard.sip.transport.SipLoop;
import java.util.Optional;

/// A leg on which we are called.
final class CalledLeg extends LiveLeg {
  private final InboundInvitation invitation;
  private final String callId;
  private final int hopsLeft;
  private boolean answered;

  CalledLeg(
      SipLoop loop,
      DialogLayer dialogs,
      ServerTransaction transaction,
      SipRequest invite,
      PeerRights rights) {
    super(loop);
    this.callId = invite.callId();
    // One without hops was refused before (483).
    this.hopsLeft = (int) Math.max(0, invite.maxForwards().orElse(OutgoingInvite.MOST_HOPS) - 1);
    this.invitation = dialogs.invited(transaction, invite, this, rights);
  }

  @Override
  public String callId() {
    return callId;
  }

  @Override
  public int hopsLeft() {
    return hopsLeft;
  }

  @Override
  public void ring() {
    post(invitation::ring);
  }

  @Override
  public void progress(SessionDescription session) {
    post(() -> invitation.progress(session.toBytes()));
  }

  @Override
  public void answer(SessionDescription session) {
    post(
        () -> {
          answered = true;
          invitation.accept(session.toBytes());
        });
  }

  @Override
  public void refuse(int status) {
    refuse(status, "");
  }

  @Override
  public void refuse(int status, String warning) {
    if (status < 300 || status > 699) {
      throw new IllegalArgumentException("not a refusal: " + status);
    }
    if (warning.chars().anyMatch(c -> c < ' ' || c > '~' || c == '"' || c == '\\')) {
      throw new IllegalArgumentException("not a warning: " + warning);
    }
    post(() -> invitation.refuse(status, warning));
  }

  @Override
  public void hangUp(HangupReason reason) {
    post(
        () -> {
          if (answered) {
            invitation.session().bye(text(reason));
          } else {
            invitation.refuse(603, "");
          }
        });
  }

  @Override
  Optional<Session> session() {
    return Optional.of(invitation.session());
  }
}
