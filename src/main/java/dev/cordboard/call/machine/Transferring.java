package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.Passage;
import dev.cordboard.call.Reach;
import dev.cordboard.call.machine.Invitation.Purpose;
import dev.cordboard.call.machine.Transfer.Phase;
import java.util.List;
import java.util.Optional;

/// Transfer by an application (BEHAVIOUR §1.6): whom it hands over talks on as before until the
/// target answers us, or until their far end, asked by REFER, says that it reached the target. What
/// may be refused is `TransferRequest`'s.
final class Transferring {
  private Transferring() {}

  /// The transferee's far end is asked first where that is possible.
  static void begin(Turn turn, Transfer transfer, Optional<Reach.Device> byRefer) {
    turn.become(turn.call().with(Optional.of(transfer)));
    if (transfer.isDirect()) {
      actor(turn, transfer)
          .ifPresent(actor -> turn.become(turn.call().with(actor, State.TRANSFERRING)));
    }
    var leg = turn.call().party(transfer::isOf).flatMap(Party::leg);
    if (byRefer.isPresent() && leg.isPresent()) {
      refer(turn, transfer, leg.get(), byRefer.get());
    } else {
      ring(turn, transfer);
    }
  }

  private static void refer(Turn turn, Transfer transfer, Party.Leg leg, Reach.Device target) {
    become(turn, transfer.in(Phase.ASKED));
    turn.emit(new CallEffect.Refer(leg.id(), target, transfer.customContext()));
    if (transfer.target().reach() instanceof Reach.Ring ring) {
      var due = turn.at().plus(ring.ringLimit());
      turn.emit(new CallEffect.SetTimer(transfer.timer(), due));
    }
  }

  private static void ring(Turn turn, Transfer transfer) {
    become(turn, transfer.in(Phase.RINGING));
    var purpose = new Purpose.Handover(transfer.operation().connectionId(), transfer.splitIds());
    Inviting.ring(
        turn,
        Invitation.to(transfer.target(), transfer.shown(), transfer.customContext(), purpose),
        0);
    Inviting.giveUpUnreachable(turn);
  }

  private static void become(Turn turn, Transfer now) {
    turn.become(turn.call().with(Optional.of(now)));
  }

  private static Optional<ConnectionView> actor(Turn turn, Transfer transfer) {
    return turn.call().connection(transfer.operation().connectionId());
  }

  /// A far end that will not call the target itself leaves that to us (RFC 3515 §2.4.2).
  static void referAnswered(Turn turn, Party party, CallInput.ReferAnswered answer) {
    var asked = asked(turn, party).filter(transfer -> transfer.phase() == Phase.ASKED);
    if (asked.isEmpty() || answer.sipStatus() < 200) {
      return;
    }
    if (answer.sipStatus() < 300) {
      become(turn, asked.get().in(Phase.ACCEPTED));
    } else {
      turn.emit(new CallEffect.StopTimer(asked.get().timer()));
      ring(turn, asked.get());
    }
  }

  /// A NOTIFY may overtake the answer to the REFER (RFC 3515 §2.4.4).
  static void referProgress(Turn turn, Party party, CallInput.ReferProgress progress) {
    if (asked(turn, party).isEmpty() || progress.sipStatus() < 200) {
      return;
    }
    if (progress.sipStatus() < 300) {
      reached(turn, party, false);
    } else {
      fail(turn, Refusal.byFarEnd(progress.sipStatus()));
    }
  }

  /// The far end never said what came of it.
  static void referOver(Turn turn) {
    fail(turn, CallResult.SESSION_FAILED);
  }

  /// Many phones and trunks hang up on their 202 and tell no more: as good as done, since the
  /// transferee is on the way to the target and lost to us anyhow (RFC 5589 §6 lets them).
  static boolean isOnTheWay(Turn turn, Party party) {
    return asked(turn, party).filter(transfer -> transfer.phase() == Phase.ACCEPTED).isPresent();
  }

  private static Optional<Transfer> asked(Turn turn, Party party) {
    return turn.call()
        .transfer()
        .filter(transfer -> transfer.isOf(party) && transfer.phase() != Phase.RINGING);
  }

  /// The transferee's own far end reached the target: they talk elsewhere now.
  static void reached(Turn turn, Party transferee, boolean isGone) {
    var done = over(turn).orElseThrow();
    var id = done.operation().connectionId();
    accepted(turn, done);
    var ending =
        done.isDirect() ? Ending.transferred(id, turn.call().application(id)) : Ending.alone();
    Replacing.drop(turn, transferee);
    if (!isGone) {
      Leaving.close(turn, transferee, ending);
    }
    if (done.isDirect()) {
      Leaving.takeOut(turn, transferee);
      Leaving.end(turn, ending);
    } else {
      Leaving.leave(turn, transferee, ending);
    }
  }

  /// The target answered: the application leaves a 1:1 call to the two; of a group, transferee and
  /// target go into a call of their own. Mute and hold were the application's: both talk now.
  static void answered(Turn turn, Party target, Optional<ConnectionView> connection) {
    var done = over(turn).orElseThrow();
    var known = turn.call().party(done::isOf).orElseThrow();
    var transferee = known.with(known.silence().byPhoneOnly());
    turn.become(turn.call().replace(known, transferee));
    if (done.isDirect()) {
      connection.ifPresent(answered -> turn.become(turn.call().plus(answered)));
      if (!transferee.bridge().equals(known.bridge())) {
        transferee.bridge().ifPresent(turn::emit);
      }
      takeOver(turn, done, target);
    } else {
      accepted(turn, done);
      split(turn, done, transferee, Travelling.of(target, connection));
    }
  }

  private static void takeOver(Turn turn, Transfer done, Party target) {
    accepted(turn, done);
    turn.become(turn.call().plus(target));
    target.bridge().ifPresent(turn::emit);
    var id = done.operation().connectionId();
    turn.call().application(id).ifPresent(actor -> Leaving.takeOut(turn, actor));
    actor(turn, done).ifPresent(actor -> Leaving.disconnect(turn, actor, CallResult.TRANSFERRED));
    Joining.comeIn(turn, target, Optional.empty());
  }

  private static void split(Turn turn, Transfer done, Party transferee, Passage.Traveller target) {
    var passage = Travelling.depart(turn, List.of(transferee));
    var both = List.of(passage.travellers().getFirst(), target);
    turn.emit(
        new CallEffect.Split(
            done.splitIds().orElseThrow(), new Passage(both, passage.rosterVersion())));
    Announcements.left(turn, transferee);
    Leaving.goOnWithout(turn);
  }

  private static void accepted(Turn turn, Transfer done) {
    turn.tellOutcome(
        done.operation(),
        new Detail.CallTransferAccepted(done.target().identifier(), done.transferee()),
        CallResult.TRANSFERRED);
  }

  /// Whose transferee is gone, or whose target did not come: as it was before, and talking.
  static void fail(Turn turn, CallResult why) {
    over(turn)
        .ifPresent(
            failed ->
                turn.tellOutcome(
                    failed.operation(),
                    new Detail.CallTransferFailed(
                        failed.target().identifier(), failed.transferee()),
                    why));
  }

  static void failOf(Turn turn, Party transferee) {
    if (turn.call().transfer().filter(transfer -> transfer.isOf(transferee)).isPresent()) {
      fail(turn, CallResult.CALLER_GONE);
    }
  }

  static void withdrawOf(Turn turn, String connectionId) {
    if (turn.call().transfer().filter(transfer -> transfer.isBy(connectionId)).isPresent()) {
      fail(turn, CallResult.CANCELLED);
    }
  }

  /// Ends what is under way, whatever comes of it.
  private static Optional<Transfer> over(Turn turn) {
    var found = turn.call().transfer();
    found.ifPresent(
        transfer -> {
          turn.become(turn.call().with(Optional.<Transfer>empty()));
          actor(turn, transfer)
              .filter(actor -> actor.state() == State.TRANSFERRING)
              .ifPresent(actor -> turn.become(turn.call().with(actor, State.CONNECTED)));
          if (transfer.phase() == Phase.RINGING) {
            turn.call()
                .invitation(Invitation::isHandover)
                .ifPresent(ringing -> Inviting.stop(turn, ringing, false));
          } else {
            turn.emit(new CallEffect.StopTimer(transfer.timer()));
          }
        });
    return found;
  }
}
