package dev.cordboard.dialect;

import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallResult;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The `data` of callback events. Each method offers what an event could say; the tables decide
/// which of it a version has.
final class EventJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String PREFIX = "Microsoft.Communication.";

  private final Dialect dialect;

  EventJson(Dialect dialect) {
    this.dialect = dialect;
  }

  static String type(CallEvent event) {
    return PREFIX + name(event.detail());
  }

  /// The recorded order of members: the event's own first, then what all events share.
  Optional<ObjectNode> data(CallEvent event) {
    var name = name(event.detail());
    if (!dialect.hasEvent(name)) {
      return Optional.empty();
    }
    var data = JSON.objectNode();
    addOwn(data, event.detail());
    if (dialect.hasEventMember("*", "version")) {
      data.put("version", dialect.version().text());
    }
    if (dialect.hasEventMember("*", "eventSource")) {
      data.put("eventSource", "calling/callConnections/" + event.to().connectionId());
    }
    if (dialect.hasEventMember(name, "operationContext")) {
      event.operationContext().ifPresent(context -> data.put("operationContext", context));
    }
    if (dialect.hasEventMember(name, "resultInformation")) {
      data.set("resultInformation", result(event.result()));
    }
    data.put("callConnectionId", event.to().connectionId());
    data.put("serverCallId", event.ids().serverCallId());
    data.put("correlationId", event.ids().correlationId());
    if (dialect.hasEventMember("*", "publicEventType")) {
      data.put("publicEventType", PREFIX + name);
    }
    return Optional.of(data);
  }

  private void addOwn(ObjectNode data, Detail detail) {
    switch (detail) {
      case Detail.ParticipantsUpdated updated -> addRoster(data, updated);
      case Detail.AddParticipantSucceeded(var participant) ->
          data.set("participant", dialect.identifier(participant));
      case Detail.AddParticipantFailed(var participant) ->
          data.set("participant", dialect.identifier(participant));
      case Detail.RemoveParticipantSucceeded(var participant) ->
          data.set("participant", dialect.identifier(participant));
      case Detail.RemoveParticipantFailed(var participant) ->
          data.set("participant", dialect.identifier(participant));
      case Detail.CancelAddParticipantSucceeded(var invitationId) ->
          data.put("invitationId", invitationId);
      case Detail.CancelAddParticipantFailed(var invitationId) ->
          data.put("invitationId", invitationId);
      case Detail.CallTransferAccepted(var target, var transferee) ->
          addTransfer(data, target, transferee);
      case Detail.CallTransferFailed(var target, var transferee) ->
          addTransfer(data, target, transferee);
      case Detail.MoveParticipantSucceeded(var participant, var fromCall) ->
          addMove(data, participant, fromCall);
      case Detail.MoveParticipantFailed(var participant, var fromCall) ->
          addMove(data, participant, fromCall);
      case Detail.CallConnected _,
          Detail.CallDisconnected _,
          Detail.CreateCallFailed _,
          Detail.AnswerFailed _,
          Detail.ConnectFailed _,
          Detail.HoldFailed _ -> {}
    }
  }

  private void addTransfer(
      ObjectNode data, CommunicationIdentifier target, CommunicationIdentifier transferee) {
    data.set("transferTarget", dialect.identifier(target));
    data.set("transferee", dialect.identifier(transferee));
  }

  private void addMove(ObjectNode data, CommunicationIdentifier participant, String fromCall) {
    data.set("participant", dialect.identifier(participant));
    data.put("fromCall", fromCall);
  }

  private void addRoster(ObjectNode data, Detail.ParticipantsUpdated updated) {
    var roster = data.putArray("participants");
    updated.participants().forEach(each -> roster.add(dialect.participant(each)));
    data.put("sequenceNumber", updated.sequenceNumber());
  }

  private ObjectNode result(CallResult result) {
    var node =
        JSON.objectNode()
            .put("code", result.code())
            .put("subCode", result.subCode())
            .put("message", result.message());
    result
        .sip()
        .ifPresent(
            sip -> {
              var detail = JSON.objectNode().put("code", sip.code()).put("message", sip.message());
              // One member, renamed between the two versions that have it.
              if (dialect.hasEventMember("ResultInformation", "sipDetails")) {
                node.set("sipDetails", detail);
              } else if (dialect.hasEventMember("ResultInformation", "sipCode")) {
                node.set("sipCode", detail);
              }
            });
    return node;
  }

  private static String name(Detail detail) {
    return detail.getClass().getSimpleName();
  }
}
