package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.Caller;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.LegId;
import dev.cordboard.call.Reach;
import dev.cordboard.call.machine.Invitation.Purpose;
import dev.cordboard.call.machine.Party.Hears;
import dev.cordboard.call.machine.Party.Leg;
import dev.cordboard.call.machine.Party.Standing;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Ringing: from the first INVITE until somebody answers, everybody refused, or time is up. What
/// happens when somebody answers is `Answering`'s.
final class Inviting {
  private Inviting() {}

  /// Rings somebody. One who cannot be reached stays in the list until [#giveUpUnreachable].
  static void ring(Turn turn, Invitation invitation, int ringSeconds) {
    turn.become(turn.call().plus(invitation));
    if (!(invitation.invitee().reach() instanceof Reach.Ring ring)) {
      return;
    }
    for (var device : ring.devices()) {
      turn.emit(
          new CallEffect.Invite(
              device.leg(),
              device,
              invitation.shown(),
              invitation.customContext(),
              near(turn, device)));
    }
    if (ring.incomingCall()) {
      Announcements.incomingCall(turn, invitation);
    }
    var limit = ringSeconds > 0 ? Duration.ofSeconds(ringSeconds) : ring.ringLimit();
    turn.emit(new CallEffect.SetTimer(invitation.timer(), turn.at().plus(limit)));
  }

  /// The leg whose codec an offer prefers: the first that is there already.
  private static LegId near(Turn turn, Reach.Device device) {
    return turn.call().parties().stream()
        .flatMap(party -> party.leg().stream())
        .map(Leg::id)
        .findFirst()
        .orElse(device.leg());
  }

  /// Fails those that could not be rung at all, one after the other: the last one's reason counts.
  static void giveUpUnreachable(Turn turn) {
    for (var invitation : turn.call().invitations()) {
      if (invitation.isUnreachable()) {
        var why =
            invitation.invitee().reach() instanceof Reach.Nowhere nowhere
                ? Refusal.nowhere(nowhere.result())
                : Refusal.unanswered(invitation.isToPhone());
        fail(turn, invitation, why);
      }
    }
  }

  /// Somebody rings: a device that calls hears it, once. Ringing that comes behind early media
  /// would silence that (RFC 3960 §3.2).
  static void ringing(Turn turn) {
    waiting(turn)
        .filter(caller -> caller.hears() == Hears.NOTHING)
        .ifPresent(caller -> hear(turn, caller, Hears.RINGING, CallEffect.Ring::new));
  }

  /// A device can be heard before it answers: a device that calls hears that, the newest of them
  /// (RULINGS §10.1).
  static void earlyMedia(Turn turn, LegId ringing) {
    waiting(turn)
        .ifPresent(
            caller ->
                hear(
                    turn,
                    caller,
                    Hears.EARLY_MEDIA,
                    leg -> new CallEffect.RelayEarlyMedia(leg, ringing)));
  }

  private static void hear(
      Turn turn, Party caller, Hears what, Function<LegId, CallEffect> effect) {
    turn.become(turn.call().replace(caller, caller.hearing(what)));
    caller.leg().ifPresent(leg -> turn.emit(effect.apply(leg.id())));
  }

  /// The device that hears what becomes of its call.
  private static Optional<Party> waiting(Turn turn) {
    return turn.call().party(party -> party.standing() == Standing.CALLING);
  }

  /// A device refused. One that refuses for the whole user (RFC 3261 §21.6) speaks for the others.
  static void refused(Turn turn, Invitation invitation, CallInput.Failed failed) {
    invitation
        .device(failed.leg())
        .ifPresent(
            device -> {
              var others = invitation.without(device);
              turn.become(turn.call().replace(invitation, others));
              if (failed.sipStatus() >= 600 || others.isUnreachable()) {
                fail(turn, others, Refusal.answered(device, failed));
              }
            });
  }

  /// It rang as long as it may.
  static void ringOver(Turn turn, Invitation invitation) {
    fail(turn, invitation, Refusal.unanswered(invitation.isToPhone()));
  }

  /// An application turned it down, for every device.
  static void reject(Turn turn, Invitation invitation, CallInput.Reject reject) {
    turn.reply(new CallReply.Accepted());
    fail(turn, invitation, Refusal.rejected(reject.reason()));
  }

  /// An application sent it on: a new invitation takes the old one's place. A phone is shown the
  /// caller's number, which a user does not have (RULINGS §2.4).
  static void redirect(Turn turn, Invitation invitation, CallInput.Redirect redirect) {
    var shown = invitation.shown();
    var context =
        redirect.customContext().equals(CustomContext.NONE)
            ? invitation.customContext()
            : redirect.customContext();
    if (redirect.target().identifier() instanceof PhoneNumber) {
      if (!(shown.identifier() instanceof PhoneNumber number)) {
        turn.reply(
            new CallReply.InvalidArgument(
                "target", "A call from a user cannot be redirected to a phone number."));
        return;
      }
      shown = new Caller(number, Optional.of(number), shown.displayName());
    }
    turn.reply(new CallReply.Accepted());
    stop(turn, invitation, false);
    ring(turn, Invitation.to(redirect.target(), shown, context, invitation.purpose()), 0);
    giveUpUnreachable(turn);
  }

  /// Ends the ringing of an invitation, whatever follows.
  static void stop(Turn turn, Invitation invitation, boolean answeredElsewhere) {
    for (var device : invitation.devices()) {
      turn.emit(new CallEffect.Cancel(device.leg(), answeredElsewhere));
    }
    if (invitation.invitee().reach() instanceof Reach.Ring) {
      turn.emit(new CallEffect.StopTimer(invitation.timer()));
    }
    turn.become(turn.call().minus(invitation));
  }

  /// An invitation came to nothing. Harmless when the call ended over an earlier one.
  private static void fail(Turn turn, Invitation invitation, Refusal why) {
    if (!turn.call().invitations().contains(invitation)) {
      return;
    }
    stop(turn, invitation, false);
    switch (invitation.purpose()) {
      case Purpose.Addition added -> Adding.failed(turn, added, why.toAdder(added.participant()));
      case Purpose.Handover _ -> Transferring.fail(turn, why.result());
      case Purpose.Referral referral -> Referring.failed(turn, referral, why);
      case Purpose.Target _, Purpose.Arrival _ -> {}
    }
    Leaving.endIfAlone(turn, Ending.refused(why, turn.call().isEstablished()));
  }
}
