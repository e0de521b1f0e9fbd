package dev.cordboard.api;

import dev.cordboard.api.CallActions.Asked;
import dev.cordboard.call.CallReply;
import dev.cordboard.dialect.RequestMembers;
import dev.cordboard.engine.CallRequest;
import dev.cordboard.engine.Calls;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.List;
import java.util.Optional;

/// Who is on a call: list, get, add, cancel an add, remove.
///
/// The oldest version adds and removes several at once. What it adds is one command with one
/// outcome. Of removals it is told nothing but the roster, so they are carried out one by one.
final class ParticipantRoutes {
  private static final String PARTICIPANTS = "participants";
  private static final String INVITATION = "invitationId";

  private final Calls calls;
  private final CallActions actions;
  private final RequestRules rules;

  ParticipantRoutes(Calls calls, CallActions actions, RequestRules rules) {
    this.calls = calls;
    this.actions = actions;
    this.rules = rules;
  }

  Answer list(Request request) {
    return actions.run(
        request,
        found ->
            Answer.json(
                request.successStatus(),
                request.dialect().roster(found.participants()),
                found.connection().ids().correlationId()));
  }

  Answer get(Request request) {
    var rawId = request.path("participantRawId");
    return actions.run(
        request,
        found ->
            found.participants().stream()
                .filter(each -> each.identifier().rawId().equals(rawId))
                .findFirst()
                .map(
                    each ->
                        Answer.json(
                            request.successStatus(),
                            request.dialect().participant(each),
                            found.connection().ids().correlationId()))
                .orElseGet(() -> Refusals.unknownParticipant(request)));
  }

  Answer add(Request request) {
    return actions.run(request, "AddParticipantRequest", this::checkAdded, this::add);
  }

  private Optional<Breach> checkAdded(RequestMembers members) {
    return RequestRules.displayName(members)
        .or(() -> rules.callees(members, PARTICIPANTS))
        .or(() -> RequestRules.customContext(members));
  }

  private Answer add(Asked asked) {
    var participants = asked.members().identifiers(PARTICIPANTS);
    var once = asked.request().remembering(calls, reply -> added(asked, reply));
    return added(
        asked,
        asked.request().dialect().addsSeveral()
            ? once.addParticipants(
                new CallRequest.AddAll(
                    asked.operation(),
                    participants,
                    CreateRoute.shown(asked.members()).callerId(),
                    ringSeconds(asked.members())))
            : once.addParticipant(addition(asked, participants.getFirst())));
  }

  private static Answer added(Asked asked, CallReply reply) {
    var dialect = asked.request().dialect();
    return switch (reply) {
      case CallReply.Inviting(var participant, var invitationId) ->
          asked.json(
              dialect.inviting(List.of(participant), Optional.of(invitationId), asked.context()));
      case CallReply.InvitingAll(var invited) ->
          asked.json(dialect.inviting(invited, Optional.empty(), asked.context()));
      case CallReply.Refused refused -> asked.refused(refused);
      case CallReply.Accepted _, CallReply.Connected _, CallReply.Moved _ ->
          throw new IllegalStateException("adding came to " + reply);
    };
  }

  private static CallRequest.Add addition(Asked asked, CommunicationIdentifier participant) {
    return new CallRequest.Add(
        asked.operation(),
        participant,
        CreateRoute.shown(asked.members()),
        ringSeconds(asked.members()),
        RequestRules.context(asked.members()));
  }

  private static int ringSeconds(RequestMembers members) {
    return members.number("invitationTimeoutInSeconds").orElse(0);
  }

  Answer remove(Request request) {
    return actions.run(
        request,
        "RemoveParticipantRequest",
        members -> RequestRules.distinct(members, PARTICIPANTS),
        this::remove);
  }

  /// Nobody is removed unless all are on the call: then none can be refused for not being there.
  private Answer remove(Asked asked) {
    var removed = asked.members().identifiers(PARTICIPANTS);
    if (removed.size() > 1 && !areAllThere(asked, removed)) {
      return Refusals.unknownParticipant(asked.request());
    }
    return asked.ask(
        calls,
        each -> remove(each, asked, removed),
        reply -> asked.echo(reply, "RemoveParticipantResponse"));
  }

  private static CallReply remove(Calls calls, Asked asked, List<CommunicationIdentifier> removed) {
    var first = calls.removeParticipant(asked.operation(), removed.getFirst());
    if (!(first instanceof CallReply.Refused)) {
      // One of them may have been the last other party, whose leaving ended the call for all.
      removed.stream().skip(1).forEach(other -> calls.removeParticipant(asked.operation(), other));
    }
    return first;
  }

  private static boolean areAllThere(Asked asked, List<CommunicationIdentifier> wanted) {
    var there =
        asked.found().participants().stream().map(each -> each.identifier().rawId()).toList();
    return wanted.stream().map(CommunicationIdentifier::rawId).allMatch(there::contains);
  }

  Answer cancelAdd(Request request) {
    return actions.run(
        request,
        "CancelAddParticipantRequest",
        _ -> Optional.empty(),
        asked -> {
          var invitation = asked.members().required(INVITATION);
          return asked.ask(
              calls,
              each -> each.cancelAddParticipant(asked.operation(), invitation),
              reply -> asked.echo(reply, "CancelAddParticipantResponse", INVITATION));
        });
  }
}
