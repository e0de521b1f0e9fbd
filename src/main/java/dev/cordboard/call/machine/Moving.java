package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Participants move between two calls of an application (BEHAVIOUR §1.9), which happens at once or
/// not at all: either half may refuse, and `engine` then drops both. So nothing is left that could
/// fail later, and MoveParticipantFailed has no cause.
final class Moving {
  private static final String TARGETS = "targetParticipants";

  private Moving() {}

  /// The call they leave. The application that the request names there stays: it is through its
  /// connection that they are found. Whoever only rings cannot move.
  static void out(Turn turn, ConnectionView from, CallInput.MoveOut move) {
    var wanted = new LinkedHashSet<>(move.participants());
    var parties = wanted.stream().flatMap(who -> turn.call().participant(who).stream()).toList();
    var refused = refusedOut(turn, from, move, parties);
    if (refused.isPresent()) {
      turn.reply(refused.get());
      return;
    }
    turn.reply(new CallReply.Accepted());
    turn.emit(new CallEffect.HandOver(Travelling.depart(turn, parties)));
    parties.forEach(party -> Announcements.left(turn, party));
    Leaving.goOnWithout(turn);
  }

  private static Optional<CallReply> refusedOut(
      Turn turn, ConnectionView from, CallInput.MoveOut move, List<Party> parties) {
    var call = turn.call();
    if (move.participants().isEmpty()) {
      return invalid(TARGETS, "There is nobody to move.");
    }
    if (parties.size() < move.participants().size()) {
      return parties.size() == new LinkedHashSet<>(move.participants()).size()
          ? invalid(TARGETS, "Somebody is named twice.")
          : Optional.of(new CallReply.UnknownParticipant());
    }
    if (parties.stream().anyMatch(party -> party.hasConnection(from.terms().connectionId()))) {
      return invalid(TARGETS, "The application cannot leave its own call this way.");
    }
    boolean pending =
        call.isHandingOver()
            || call.transfer().filter(each -> parties.stream().anyMatch(each::isOf)).isPresent();
    return pending ? underWay() : Optional.empty();
  }

  /// The call they come to: a group from now on, as when somebody is added.
  static void in(Turn turn, CallInput.MoveIn move) {
    var refused = refusedIn(turn, move);
    if (refused.isPresent()) {
      turn.reply(refused.get());
      return;
    }
    turn.become(turn.call().asGroup());
    var parties = Travelling.arrive(turn, move.passage());
    turn.reply(new CallReply.Moved(parties.stream().map(Party::onRoster).toList()));
    for (var party : parties) {
      turn.tellOutcome(
          move.operation(),
          new Detail.MoveParticipantSucceeded(party.identifier(), move.fromConnection()),
          CallResult.OK);
    }
    Joining.moveRosterOn(turn, 1);
    parties.forEach(party -> Announcements.joined(turn, party));
  }

  private static Optional<CallReply> refusedIn(Turn turn, CallInput.MoveIn move) {
    var call = turn.call();
    if (call.connection(move.fromConnection()).isPresent()) {
      return invalid("fromCall", "The participants are in this call.");
    }
    if (call.isHandingOver()) {
      return underWay();
    }
    for (var traveller : move.passage().travellers()) {
      var who = traveller.identifier();
      if (call.party(party -> party.is(who)).isPresent()) {
        return invalid(TARGETS, "The participant is in the call.");
      }
      if (call.isInvited(who)) {
        return Optional.of(new CallReply.Conflict("The participant is being invited already."));
      }
    }
    return Optional.empty();
  }

  private static Optional<CallReply> invalid(String member, String message) {
    return Optional.of(new CallReply.InvalidArgument(member, message));
  }

  private static Optional<CallReply> underWay() {
    return Optional.of(new CallReply.Conflict("A transfer of the call is under way."));
  }
}
