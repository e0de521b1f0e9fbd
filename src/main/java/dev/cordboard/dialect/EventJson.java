package dev.cordboard.dialect;

import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallResult;
import dev.cordboard.dialect.Dialect.EventText;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Callback events. Each method offers what an event could say; the tables decide which of it a
/// version has, and under which name.
final class EventJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String PREFIX = "Microsoft.Communication.";

  private final Dialect dialect;

  EventJson(Dialect dialect) {
    this.dialect = dialect;
  }

  /// The recorded order of members: the event's own first, then what all events share.
  Optional<EventText> event(CallEvent event) {
    var detail = event.detail();
    return dialect
        .eventShape(detail.getClass().getSimpleName())
        .map(shape -> new EventText(PREFIX + shape.name(), data(event, shape)));
  }

  private ObjectNode data(CallEvent event, Shape shape) {
    var teller = new Teller(shape);
    tellOwn(teller, event.detail());
    return teller
        .tell("version", dialect.version().text())
        .tell("eventSource", "calling/callConnections/" + event.to().connectionId())
        .maybe("operationContext", event.operationContext())
        .tell("resultInformation", result(event.result()))
        .tell("callConnectionId", event.to().connectionId())
        .tell("serverCallId", event.ids().serverCallId())
        .tell("correlationId", event.ids().correlationId())
        .tell("publicEventType", PREFIX + shape.name())
        .told();
  }

  private void tellOwn(Teller teller, Detail detail) {
    switch (detail) {
      case Detail.ParticipantsUpdated updated -> tellRoster(teller, updated);
      case Detail.AddParticipantSucceeded(var participant) -> tellParticipant(teller, participant);
      case Detail.AddParticipantFailed(var participant) -> tellParticipant(teller, participant);
      case Detail.AddParticipantsSucceeded(var participants) ->
          tellParticipants(teller, participants);
      case Detail.AddParticipantsFailed(var participants) -> tellParticipants(teller, participants);
      case Detail.RemoveParticipantSucceeded(var participant) ->
          tellParticipant(teller, participant);
      case Detail.RemoveParticipantFailed(var participant) -> tellParticipant(teller, participant);
      case Detail.CancelAddParticipantSucceeded(var invitationId) ->
          teller.tell("invitationId", invitationId);
      case Detail.CancelAddParticipantFailed(var invitationId) ->
          teller.tell("invitationId", invitationId);
      case Detail.CallTransferAccepted(var target, var transferee) ->
          teller
              .tell("transferTarget", dialect.identifier(target))
              .tell("transferee", dialect.identifier(transferee));
      case Detail.MoveParticipantSucceeded(var participant, var fromCall) -> {
        tellParticipant(teller, participant);
        teller.tell("fromCall", fromCall);
      }
      case Detail.MoveParticipantFailed(var participant, var fromCall) -> {
        tellParticipant(teller, participant);
        teller.tell("fromCall", fromCall);
      }
      case Detail.CallConnected _,
          Detail.CallDisconnected _,
          Detail.CreateCallFailed _,
          Detail.AnswerFailed _,
          Detail.ConnectFailed _,
          Detail.CallTransferFailed _,
          Detail.HoldFailed _ -> {}
    }
  }

  private void tellParticipant(Teller teller, CommunicationIdentifier participant) {
    teller.tell("participant", dialect.identifier(participant));
  }

  private void tellParticipants(Teller teller, List<CommunicationIdentifier> participants) {
    teller.tell("participants", participants.stream().map(dialect::identifier).toList());
  }

  private void tellRoster(Teller teller, Detail.ParticipantsUpdated updated) {
    var who = updated.participants().stream().map(Participant::identifier);
    teller
        .tell("identifierList", who.map(dialect::identifier).toList())
        .tell("participants", updated.participants().stream().map(dialect::participant).toList())
        .tell("sequenceNumber", updated.sequenceNumber());
  }

  private ObjectNode result(CallResult result) {
    var teller = new Teller(dialect.eventShape("ResultInformation").orElseThrow());
    teller
        .tell("code", result.code())
        .tell("subCode", result.subCode())
        .tell("message", result.message());
    result.sip().ifPresent(sip -> teller.tell("sip", diagnosis(sip)));
    result.q850().ifPresent(cause -> teller.tell("q850", diagnosis(cause)));
    return teller.told();
  }

  private static ObjectNode diagnosis(CallResult.SipDetail sip) {
    return JSON.objectNode().put("code", sip.code()).put("message", sip.message());
  }
}
