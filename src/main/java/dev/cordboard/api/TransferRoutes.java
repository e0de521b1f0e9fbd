package dev.cordboard.api;

import dev.cordboard.api.CallActions.Asked;
import dev.cordboard.call.CallReply;
import dev.cordboard.dialect.RequestMembers;
import dev.cordboard.engine.CallRequest;
import dev.cordboard.engine.Calls;
import java.util.Optional;

/// Takes participants from one call to another: transfers somebody to somebody else, moves some
/// here.
final class TransferRoutes {
  private static final String TARGET = "targetParticipant";
  private static final String MOVED = "targetParticipants";
  private static final String FROM = "fromCall";

  private final Calls calls;
  private final CallActions actions;
  private final RequestRules rules;

  TransferRoutes(Calls calls, CallActions actions, RequestRules rules) {
    this.calls = calls;
    this.actions = actions;
    this.rules = rules;
  }

  Answer transfer(Request request) {
    return actions.run(
        request, "TransferToParticipantRequest", this::checkTransfer, this::transfer);
  }

  /// A phone as target is shown the transferee's number when the request names none.
  private Optional<Breach> checkTransfer(RequestMembers members) {
    return RequestRules.callable(members.identifier(TARGET).orElseThrow(), TARGET)
        .or(() -> toThemselves(members))
        .or(() -> rules.foreignCallerId(members))
        .or(() -> RequestRules.customContext(members));
  }

  private static Optional<Breach> toThemselves(RequestMembers members) {
    return members
        .identifier("transferee")
        .filter(who -> members.identifier(TARGET).equals(Optional.of(who)))
        .map(_ -> Breach.argument("transferee", "nobody can be transferred to themselves"));
  }

  private Answer transfer(Asked asked) {
    var members = asked.members();
    var command =
        new CallRequest.Transfer(
            asked.operation(),
            members.identifier(TARGET).orElseThrow(),
            members.identifier("transferee"),
            members.phoneNumber("sourceCallerIdNumber"),
            RequestRules.context(members));
    return asked.ask(
        calls, each -> each.transfer(command), reply -> asked.echo(reply, "TransferCallResponse"));
  }

  Answer moveHere(Request request) {
    return actions.run(
        request,
        "MoveParticipantsRequest",
        members -> checkMove(request, members),
        asked ->
            actions.isOpen(request, asked.members().required(FROM))
                ? move(asked)
                : Refusals.notPermitted());
  }

  private static Optional<Breach> checkMove(Request request, RequestMembers members) {
    var from = members.required(FROM);
    return from.isBlank() || from.equals(request.connectionId())
        ? Optional.of(Breach.argument(FROM, "expected a connection on another call"))
        : RequestRules.distinct(members, MOVED);
  }

  private Answer move(Asked asked) {
    var from = asked.members().required(FROM);
    var moved = asked.members().identifiers(MOVED);
    return asked.ask(
        calls,
        each -> each.moveHere(asked.operation(), moved, from),
        reply -> moved(asked, from, reply));
  }

  private static Answer moved(Asked asked, String from, CallReply reply) {
    return switch (reply) {
      case CallReply.Moved(var participants) ->
          asked.json(asked.request().dialect().moved(participants, asked.context(), from));
      case CallReply.Refused refused -> asked.refused(refused);
      case CallReply.Accepted _,
          CallReply.Connected _,
          CallReply.Inviting _,
          CallReply.InvitingAll _ ->
          throw new IllegalStateException("moving came to " + reply);
    };
  }
}
