package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.Caller;
import dev.cordboard.call.Reach;
import dev.cordboard.call.machine.Invitation.Purpose;
import dev.cordboard.call.machine.Party.Leg;
import dev.cordboard.call.machine.Party.Standing;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.util.Optional;

/// A phone puts somebody else into its own place (REFER, RFC 3515): that one is rung, the phone is
/// told how far it is, and leaves when they answer. No application asked, so none hears more of it
/// than the roster.
final class Referring {
  private static final int TRYING = 100;
  private static final int RINGING = 180;
  private static final int OK = 200;
  private static final int FORBIDDEN = 403;
  private static final int BUSY_HERE = 486;
  private static final int REQUEST_TERMINATED = 487;
  private static final int REQUEST_PENDING = 491;

  private Referring() {}

  /// A REFER that is there before the call was answered means nothing; `sip` refuses it.
  static void begin(Turn turn, Party referrer, CallInput.Referred referred) {
    if (referrer.standing() == Standing.CALLING) {
      return;
    }
    var refused = refused(turn, referrer, referred);
    if (refused.isPresent()) {
      turn.emit(new CallEffect.NotifyReferrer(referred.leg(), refused.get()));
      return;
    }
    turn.emit(new CallEffect.NotifyReferrer(referred.leg(), TRYING));
    var purpose =
        new Purpose.Referral(
            referrer.id(), referrer.identifier(), Optional.of(referred.leg()), false);
    Inviting.ring(
        turn,
        Invitation.to(referred.target(), shown(turn, referrer), referred.customContext(), purpose),
        0);
    Inviting.giveUpUnreachable(turn);
  }

  private static Optional<Integer> refused(Turn turn, Party referrer, CallInput.Referred referred) {
    var call = turn.call();
    var target = referred.target().identifier();
    if (!call.isEstablished()
        || !referrer.isIn()
        || isPending(turn, referrer)
        || call.transfer().filter(transfer -> transfer.isOf(referrer)).isPresent()
        || call.isInvited(target)) {
      return Optional.of(REQUEST_PENDING);
    }
    if (call.party(party -> party.is(target)).isPresent()) {
      return Optional.of(BUSY_HERE);
    }
    // Between two trunks nobody hears of anything, so no application can come in.
    return call.origin().bare()
            && referred.target().reach() instanceof Reach.Ring ring
            && ring.incomingCall()
        ? Optional.of(FORBIDDEN)
        : Optional.empty();
  }

  static boolean isPending(Turn turn, Party referrer) {
    return pending(turn, referrer).isPresent();
  }

  private static Optional<Invitation> pending(Turn turn, Party referrer) {
    return turn.call()
        .invitation(
            invitation ->
                invitation
                    .referral()
                    .filter(Purpose.Referral::isWaiting)
                    .filter(referral -> referral.partyId().equals(referrer.id()))
                    .isPresent());
  }

  /// The target sees whom they will talk to: the other one of two, else the phone that called them.
  private static Caller shown(Turn turn, Party referrer) {
    var others = turn.call().roster().stream().filter(party -> !party.equals(referrer)).toList();
    var caller = others.size() == 1 ? others.getFirst() : referrer;
    return new Caller(
        caller.identifier(), numberOf(caller).or(() -> numberOf(referrer)), caller.displayName());
  }

  private static Optional<PhoneNumber> numberOf(Party party) {
    return party.identifier() instanceof PhoneNumber number
        ? Optional.of(number)
        : Optional.empty();
  }

  /// The target rings: the phone hears so once.
  static void ringing(Turn turn, Invitation invitation) {
    invitation
        .referral()
        .filter(referral -> !referral.isRinging() && referral.isWaiting())
        .ifPresent(
            known -> {
              tell(turn, known, RINGING);
              var ringing =
                  new Purpose.Referral(known.partyId(), known.identifier(), known.leg(), true);
              turn.become(turn.call().replace(invitation, invitation.with(ringing)));
            });
  }

  /// The target answered, and takes the phone's place or, when that has hung up already, its own.
  static void answered(
      Turn turn, Purpose.Referral referral, Party target, Optional<ConnectionView> connection) {
    connection.ifPresent(answered -> turn.become(turn.call().plus(answered)));
    tell(turn, referral, OK);
    referral
        .leg()
        .flatMap(leg -> turn.call().party(party -> party.hasLeg(leg)))
        .ifPresent(
            referrer -> {
              referrer.leg().map(Leg::id).map(CallEffect.HangUpLeg::new).ifPresent(turn::emit);
              Replacing.drop(turn, referrer);
              Leaving.takeOut(turn, referrer);
            });
    turn.become(turn.call().plus(target));
    target.bridge().ifPresent(turn::emit);
    Joining.comeIn(turn, target, Optional.empty());
    Leaving.endIfAlone(turn, Ending.alone());
  }

  /// The target did not come: all is as it was, unless the phone is gone.
  static void failed(Turn turn, Purpose.Referral referral, Refusal why) {
    tell(turn, referral, why.sipStatus());
    Leaving.endIfAlone(turn, Ending.byReferrer(referral.identifier()));
  }

  /// Many phones hang up once we said that we try: the target still rings for whom they left.
  static void hungUp(Turn turn, Party referrer) {
    pending(turn, referrer)
        .ifPresent(
            invitation ->
                turn.become(
                    turn.call()
                        .replace(
                            invitation,
                            invitation.with(
                                new Purpose.Referral(
                                    referrer.id(),
                                    referrer.identifier(),
                                    Optional.empty(),
                                    true)))));
  }

  /// What a phone asked for is given up, while it can still be told.
  static void withdraw(Turn turn, Party referrer) {
    pending(turn, referrer)
        .ifPresent(
            invitation -> {
              Inviting.stop(turn, invitation, false);
              invitation.referral().ifPresent(known -> tell(turn, known, REQUEST_TERMINATED));
            });
  }

  /// What a phone asked for goes with it.
  static void drop(Turn turn, Party referrer) {
    pending(turn, referrer).ifPresent(invitation -> Inviting.stop(turn, invitation, false));
  }

  private static void tell(Turn turn, Purpose.Referral referral, int sipStatus) {
    referral.leg().ifPresent(leg -> turn.emit(new CallEffect.NotifyReferrer(leg, sipStatus)));
  }
}
