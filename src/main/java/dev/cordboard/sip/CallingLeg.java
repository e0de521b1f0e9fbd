package dev.cordboard.sip;

import dev.cordboard.sip.dialog.DialogLayer;
import dev.cordboard.sip.dialog.InviteOrder;
import dev.cordboard.sip.dialog.OutboundInvitation;
import dev.cordboard.sip.dialog.Session;
import dev.cordboard.sip.transport.SipLoop;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A leg on which we call. Until its way is found (a name must be looked up) there is no INVITE.
final class CallingLeg extends LiveLeg {
  private final String callId;
  private final int hops;
  private volatile @Nullable OutboundInvitation invitation;
  private boolean cancelled;

  CallingLeg(SipLoop loop, String callId, int hops, SipLegListener listener) {
    super(loop);
    this.callId = callId;
    this.hops = hops;
    listen(listener);
  }

  @Override
  public String callId() {
    return callId;
  }

  @Override
  public int hopsLeft() {
    return hops;
  }

  /// The way is found.
  void start(DialogLayer dialogs, InviteOrder order) {
    if (cancelled) {
      failed(487, "Request Terminated", List.of());
    } else {
      invitation = dialogs.invite(order, this);
    }
  }

  @Override
  public void cancel(HangupReason reason) {
    hangUp(reason);
  }

  @Override
  public void hangUp(HangupReason reason) {
    post(() -> giveUp(text(reason)));
  }

  private void giveUp(String reason) {
    var placed = invitation;
    cancelled = true;
    if (placed != null) {
      placed.cancel(reason);
      placed.session().ifPresent(session -> session.bye(reason));
    }
  }

  @Override
  Optional<Session> session() {
    var placed = invitation;
    return placed == null ? Optional.empty() : placed.session();
  }
}
