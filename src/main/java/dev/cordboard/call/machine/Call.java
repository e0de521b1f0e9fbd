package dev.cordboard.call.machine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Command;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallInput.Signal;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.machine.Conversation.Stage;
import java.util.List;
import java.util.function.Consumer;

/// One call: what it does about everything that can happen to it.
///
/// Inputs come late and cross each other: a leg, a timer, an invitation or a connection that the
/// call no longer knows changes nothing.
public final class Call {
  private Call() {}

  /// Begins a call with a [CallInput.Create], [CallInput.Arrive], [CallInput.Join] or
  /// [CallInput.Continue], or, only to end it, with a [CallInput.ConnectNowhere]; nothing else
  /// begins one.
  public static Step open(CallInput first) {
    return switch (first) {
      case CallInput.Create create -> Opening.create(create);
      case CallInput.Arrive arrive -> Opening.arrive(arrive);
      case CallInput.Join join -> Opening.gather(join);
      case CallInput.Continue parties -> Opening.goOn(parties);
      case CallInput.ConnectNowhere connect -> Connecting.nowhere(connect);
      case CallInput.Replace _, CallInput.GiveSeat _, CallInput.TakeSeat _ ->
          throw new IllegalArgumentException("no call begins with " + first);
      case Command _, Signal _, CallInput.TimerFired _, CallInput.End _ ->
          throw new IllegalArgumentException("no call begins with " + first);
    };
  }

  /// What one more input does.
  public static Step step(CallState state, CallInput input) {
    return switch (state) {
      case Conversation call -> step(call, input);
    };
  }

  /// The state that the inputs of a journal lead to.
  public static CallState replay(List<CallInput> journal) {
    var state = open(journal.getFirst()).state();
    for (var input : journal.subList(1, journal.size())) {
      state = step(state, input).state();
    }
    return state;
  }

  private static Step step(Conversation call, CallInput input) {
    var turn = new Turn(call, input.at());
    if (call.stage() == Stage.ENDED) {
      afterTheEnd(turn, input);
    } else {
      onInput(turn, input);
    }
    return turn.step();
  }

  private static void afterTheEnd(Turn turn, CallInput input) {
    switch (input) {
      case Command _, CallInput.GiveSeat _, CallInput.TakeSeat _ ->
          turn.reply(new CallReply.UnknownCall());
      case Signal _,
          CallInput.Arrive _,
          CallInput.Join _,
          CallInput.Replace _,
          CallInput.Continue _,
          CallInput.TimerFired _,
          CallInput.End _ -> {}
    }
  }

  private static void onInput(Turn turn, CallInput input) {
    switch (input) {
      case Command command -> onCommand(turn, command);
      case Signal signal -> onSignal(turn, signal);
      case CallInput.Join join -> Opening.join(turn, join);
      case CallInput.TimerFired fired -> onTimer(turn, fired);
      case CallInput.End end -> Leaving.end(turn, Ending.byServer(end.result()));
      case CallInput.Replace replace -> Replacing.begin(turn, replace);
      case CallInput.GiveSeat give -> Seating.give(turn, give);
      case CallInput.TakeSeat take -> Seating.take(turn, take);
      // These have a call of their own.
      case CallInput.Continue _ -> {}
      case CallInput.Arrive _ -> {}
    }
  }

  private static void onCommand(Turn turn, Command command) {
    switch (command) {
      case CallInput.Answer answer ->
          onInvitation(
              turn,
              answer.invitationId(),
              invitation -> Answering.byApplication(turn, invitation, answer));
      case CallInput.Reject reject ->
          onInvitation(
              turn, reject.invitationId(), invitation -> Inviting.reject(turn, invitation, reject));
      case CallInput.Redirect redirect ->
          onInvitation(
              turn,
              redirect.invitationId(),
              invitation -> Inviting.redirect(turn, invitation, redirect));
      case CallInput.HangUp hangUp ->
          onConnection(turn, hangUp.connectionId(), connection -> Leaving.hangUp(turn, connection));
      case CallInput.Terminate terminate ->
          onConnection(
              turn, terminate.connectionId(), connection -> Leaving.terminate(turn, connection));
      case CallInput.Connect connect -> Connecting.connect(turn, connect);
      case CallInput.MoveOut move ->
          onUp(turn, move.connectionId(), connection -> Moving.out(turn, connection, move));
      case CallInput.AddParticipant _,
          CallInput.AddParticipants _,
          CallInput.CancelAddParticipant _,
          CallInput.RemoveParticipant _,
          CallInput.Transfer _,
          CallInput.MoveIn _,
          CallInput.Mute _,
          CallInput.Hold _ ->
          onOperation(turn, command);
      // These have a call of their own.
      case CallInput.Create _, CallInput.ConnectNowhere _ ->
          turn.reply(new CallReply.UnknownCall());
    }
  }

  private static void onOperation(Turn turn, Command command) {
    switch (command) {
      case CallInput.AddParticipant add ->
          onOperation(turn, add.operation(), connection -> Adding.add(turn, connection, add));
      case CallInput.AddParticipants add ->
          onOperation(turn, add.operation(), connection -> Adding.addAll(turn, connection, add));
      case CallInput.CancelAddParticipant cancel ->
          onOperation(turn, cancel.operation(), _ -> Adding.cancel(turn, cancel));
      case CallInput.RemoveParticipant remove ->
          onOperation(
              turn, remove.operation(), connection -> Leaving.remove(turn, connection, remove));
      case CallInput.Transfer transfer ->
          onOperation(
              turn,
              transfer.operation(),
              connection -> TransferRequest.handle(turn, connection, transfer));
      case CallInput.MoveIn move -> onOperation(turn, move.operation(), _ -> Moving.in(turn, move));
      case CallInput.Mute mute ->
          onOperation(turn, mute.operation(), _ -> Holding.mute(turn, mute));
      case CallInput.Hold hold ->
          onOperation(turn, hold.operation(), _ -> Holding.hold(turn, hold));
      case CallInput.Create _,
          CallInput.Answer _,
          CallInput.Reject _,
          CallInput.Redirect _,
          CallInput.HangUp _,
          CallInput.Terminate _,
          CallInput.Connect _,
          CallInput.ConnectNowhere _,
          CallInput.MoveOut _ ->
          throw new IllegalArgumentException("no operation: " + command);
    }
  }

  /// One that only devices may answer is none of an application's.
  private static void onInvitation(Turn turn, String id, Consumer<Invitation> action) {
    turn.call()
        .invitation(invitation -> invitation.id().equals(id) && invitation.reachesApplications())
        .ifPresentOrElse(action, () -> turn.reply(new CallReply.InvitationOver()));
  }

  private static void onConnection(Turn turn, String id, Consumer<ConnectionView> action) {
    turn.call()
        .connection(id)
        .ifPresentOrElse(action, () -> turn.reply(new CallReply.UnknownCall()));
  }

  /// Operations need a call that stands (RULINGS §1.4).
  private static void onOperation(Turn turn, Operation operation, Consumer<ConnectionView> action) {
    onUp(turn, operation.connectionId(), action);
  }

  private static void onUp(Turn turn, String id, Consumer<ConnectionView> action) {
    onConnection(
        turn,
        id,
        connection -> {
          if (Conversation.isUp(connection)) {
            action.accept(connection);
          } else {
            turn.reply(new CallReply.NotEstablished());
          }
        });
  }

  /// A leg belongs to an invitation until it answers, to a party from then on.
  private static void onSignal(Turn turn, Signal signal) {
    turn.call()
        .invitation(invitation -> invitation.device(signal.leg()).isPresent())
        .ifPresentOrElse(
            invitation -> onRingingLeg(turn, invitation, signal),
            () ->
                turn.call()
                    .party(party -> party.hasLeg(signal.leg()))
                    .ifPresent(party -> onLeg(turn, party, signal)));
  }

  private static void onRingingLeg(Turn turn, Invitation invitation, Signal signal) {
    switch (signal) {
      case CallInput.Ringing _ -> {
        Inviting.ringing(turn);
        Referring.ringing(turn, invitation);
      }
      case CallInput.EarlyMedia early -> Inviting.earlyMedia(turn, early.leg());
      case CallInput.Answered answered -> Answering.byDevice(turn, invitation, answered);
      case CallInput.Failed failed -> Inviting.refused(turn, invitation, failed);
      // Gone without a final answer: as good as none (RFC 3261 §17.1.1.2, Timer B).
      case CallInput.Ended ended ->
          Inviting.refused(
              turn, invitation, new CallInput.Failed(ended.at(), ended.leg(), 408, ""));
      // Neither concerns a leg before its answer.
      case CallInput.HeldByPhone _, CallInput.LegChanged _ -> {}
      case CallInput.ReferAnswered _, CallInput.ReferProgress _, CallInput.Referred _ -> {}
    }
  }

  private static void onLeg(Turn turn, Party party, Signal signal) {
    switch (signal) {
      case CallInput.Answered answered -> Joining.acknowledged(turn, party, answered.snapshot());
      case CallInput.Ended ended -> Leaving.gone(turn, party, ended.cause());
      case CallInput.HeldByPhone held -> Holding.byPhone(turn, party, held);
      case CallInput.LegChanged changed ->
          turn.become(turn.call().replace(party, party.with(changed.snapshot())));
      // A provisional or a failure that crossed the answer of another fork (RFC 3261 §13.2.2.4).
      case CallInput.Ringing _, CallInput.EarlyMedia _, CallInput.Failed _ -> {}
      case CallInput.ReferAnswered answer -> Transferring.referAnswered(turn, party, answer);
      case CallInput.ReferProgress progress -> Transferring.referProgress(turn, party, progress);
      case CallInput.Referred referred -> Referring.begin(turn, party, referred);
    }
  }

  private static void onTimer(Turn turn, CallInput.TimerFired fired) {
    turn.call()
        .invitation(invitation -> invitation.timer().equals(fired.timer()))
        .ifPresent(invitation -> Inviting.ringOver(turn, invitation));
    turn.call()
        .transfer()
        .filter(transfer -> transfer.isReferTimer(fired.timer()))
        .ifPresent(_ -> Transferring.referOver(turn));
  }
}
