package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallResult;

/// Attended transfer by a phone that has two calls here (REFER with Replaces, RFC 5589 §7): who is
/// with it in the one takes its seat in the other, and both its legs end. As with a move, both
/// halves happen or none.
final class Seating {
  private static final int OK = 200;

  private Seating() {}

  /// The call that they leave; it ends with that. Applications that are no party of it end with it.
  static void give(Turn turn, CallInput.GiveSeat give) {
    var call = turn.call();
    var referrer = call.party(party -> party.isIn() && party.hasLeg(give.referrer()));
    var others = call.roster().stream().filter(party -> !party.hasLeg(give.referrer())).toList();
    if (!call.isEstablished() || call.origin().bare()) {
      turn.reply(new CallReply.NotEstablished());
      return;
    }
    if (referrer.isEmpty() || others.isEmpty()) {
      turn.reply(new CallReply.UnknownParticipant());
      return;
    }
    turn.reply(new CallReply.Accepted());
    Referring.withdraw(turn, referrer.get());
    turn.emit(new CallEffect.HandOver(Travelling.depart(turn, others)));
    others.forEach(party -> Announcements.left(turn, party));
    turn.emit(new CallEffect.NotifyReferrer(give.referrer(), OK));
    Leaving.end(turn, Ending.byReferrer(referrer.get().identifier()));
  }

  /// The call that they come to.
  static void take(Turn turn, CallInput.TakeSeat take) {
    var call = turn.call();
    if (!call.isEstablished() || call.origin().bare()) {
      turn.reply(new CallReply.NotEstablished());
      return;
    }
    var seat = call.party(party -> party.isIn() && party.hasLeg(take.seat()));
    if (seat.isEmpty()) {
      turn.reply(new CallReply.UnknownParticipant());
      return;
    }
    turn.reply(new CallReply.Accepted());
    if (call.isHandingOver()) {
      Transferring.fail(turn, CallResult.CALLER_GONE);
    }
    Replacing.drop(turn, seat.get());
    Referring.withdraw(turn, seat.get());
    turn.emit(new CallEffect.HangUpLeg(take.seat()));
    Leaving.takeOut(turn, seat.get());
    if (take.passage().travellers().size() > 1) {
      turn.become(turn.call().asGroup());
    }
    var parties = Travelling.arrive(turn, take.passage());
    Joining.moveRosterOn(turn, 1);
    parties.forEach(party -> Announcements.joined(turn, party));
  }
}
