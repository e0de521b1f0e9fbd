package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.machine.Party.Leg;
import dev.cordboard.call.machine.Party.Standing;
import java.util.Optional;

/// A device calls in to take the place of another's leg (INVITE with Replaces, RFC 3891): it is
/// answered, and when it has acknowledged that, the other leg is hung up. Until then nobody knows
/// of it, and if it comes to nothing, nothing was lost.
final class Replacing {
  private static final int NO_SUCH_DIALOG = 481;

  private Replacing() {}

  /// A leg that only rings, or that somebody replaces already, cannot be replaced (RFC 3891 §3).
  static void begin(Turn turn, CallInput.Replace replace) {
    var seat = turn.call().party(party -> party.isIn() && party.hasLeg(replace.seat()));
    if (seat.isEmpty()
        || !turn.call().isEstablished()
        || turn.call().party(party -> party.isFor(seat.get())).isPresent()) {
      turn.emit(new CallEffect.RefuseLeg(replace.leg(), NO_SUCH_DIALOG));
      return;
    }
    var caller = replace.caller();
    var party =
        Party.device(
                replace.leg().value(),
                caller.identifier(),
                caller.displayName(),
                Standing.CALLING,
                new Leg(replace.leg(), replace.snapshot()))
            .inPlaceOf(seat.get());
    turn.become(turn.call().plus(party));
    Joining.pickUp(turn, party);
  }

  /// The device is there: the roster shows it in place of the other. What applications asked for
  /// about a participant stays only if it is the same one, on another phone.
  static void complete(Turn turn, Party newcomer, Party seat) {
    var silence = seat.silence();
    var in =
        newcomer
            .seated()
            .with(newcomer.is(seat.identifier()) ? silence.heldByPhone(false) : Silence.NONE);
    Referring.withdraw(turn, seat);
    seat.leg().ifPresent(leg -> turn.emit(new CallEffect.HangUpLeg(leg.id())));
    Leaving.takeOut(turn, seat);
    turn.become(turn.call().replace(newcomer, in));
    if (!in.bridge().equals(newcomer.bridge())) {
      in.bridge().ifPresent(turn::emit);
    }
    Joining.comeIn(turn, in, Optional.empty());
    Leaving.endIfAlone(turn, Ending.alone());
  }

  /// Whose place a device was to take is going away by somebody's will: it has none to take.
  static void drop(Turn turn, Party seat) {
    turn.call()
        .party(party -> party.isFor(seat))
        .ifPresent(
            device -> {
              Leaving.close(turn, device, Ending.alone());
              turn.become(turn.call().minus(device));
            });
  }
}
