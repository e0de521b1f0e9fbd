package dev.cordboard.engine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.Invitee;
import dev.cordboard.call.machine.Step;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.util.List;
import java.util.Optional;

/// What the engine has to know of a call's inputs and steps to drive it.
final class Inputs {
  private Inputs() {}

  /// Whether a call may begin with it.
  static boolean begins(CallInput input) {
    return switch (input) {
      case CallInput.Create _, CallInput.ConnectNowhere _ -> true;
      case CallInput.Arrive _, CallInput.Join _, CallInput.Continue _ -> true;
      case CallInput.Command _, CallInput.Signal _, CallInput.TimerFired _, CallInput.End _ ->
          false;
      case CallInput.Replace _, CallInput.GiveSeat _, CallInput.TakeSeat _ -> false;
    };
  }

  /// Who begins a call with it.
  static CommunicationIdentifier starter(CallInput first) {
    return switch (first) {
      case CallInput.Create create -> create.source();
      case CallInput.ConnectNowhere connect -> connect.source();
      case CallInput.Arrive arrive -> arrive.caller().identifier();
      case CallInput.Join join -> join.caller().identifier();
      case CallInput.Continue(var _, var _, var passage) ->
          passage.travellers().getFirst().identifier();
      case CallInput.Replace _, CallInput.GiveSeat _, CallInput.TakeSeat _ -> PhoneNumber.ANONYMOUS;
      case CallInput.Command _, CallInput.Signal _, CallInput.End _, CallInput.TimerFired _ ->
          PhoneNumber.ANONYMOUS;
    };
  }

  /// Whom it wants rung.
  static List<Invitee> invitees(CallInput input) {
    return switch (input) {
      case CallInput.Create create -> create.targets();
      case CallInput.Arrive arrive -> List.of(arrive.target());
      case CallInput.Redirect redirect -> List.of(redirect.target());
      case CallInput.AddParticipant add -> List.of(add.participant());
      case CallInput.AddParticipants add -> add.participants();
      case CallInput.Transfer transfer -> List.of(transfer.target());
      case CallInput.Referred referred -> List.of(referred.target());
      case CallInput.Command _, CallInput.Signal _, CallInput.Join _, CallInput.End _ -> List.of();
      case CallInput.Replace _, CallInput.Continue _ -> List.of();
      case CallInput.GiveSeat _, CallInput.TakeSeat _, CallInput.TimerFired _ -> List.of();
    };
  }

  /// The call that the step opens beside this one.
  static Optional<CallEffect.Split> split(Step step) {
    for (var effect : step.effects()) {
      if (effect instanceof CallEffect.Split split) {
        return Optional.of(split);
      }
    }
    return Optional.empty();
  }
}
