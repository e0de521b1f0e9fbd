package dev.cordboard.event.grid;

import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.GridEvent;
import dev.cordboard.call.GridEvent.Facts;
import dev.cordboard.dialect.IdentifierJson;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Type, subject and data of Event Grid events, as the service's own schema has them.
final class GridJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String US = "Cordboard";
  private static final String PREFIX = "Microsoft.Communication.";

  /// The service knows Attendee, Presenter, Consumer, Collaborator, Organizer; whoever has no role
  /// in a room has the first.
  private static final String ROLE = "Attendee";

  private final GridSources sources;

  GridJson(GridSources sources) {
    this.sources = sources;
  }

  static String type(GridEvent event) {
    return PREFIX
        + switch (event) {
          case GridEvent.IncomingCall _ -> "IncomingCall";
          case GridEvent.CallStarted _ -> "CallStarted";
          case GridEvent.CallEnded _ -> "CallEnded";
          case GridEvent.ParticipantAdded _ -> "CallParticipantAdded";
          case GridEvent.ParticipantRemoved _ -> "CallParticipantRemoved";
        };
  }

  static String subject(GridEvent event) {
    var call = "call/" + event.ids().serverCallId();
    return switch (event) {
      case GridEvent.IncomingCall incoming -> incomingSubject(incoming.from(), incoming.to());
      case GridEvent.CallStarted started ->
          call + "/startedBy/" + started.facts().startedBy().rawId();
      case GridEvent.CallEnded _ -> call;
      case GridEvent.ParticipantAdded added -> call + "/participant/" + added.user().rawId();
      case GridEvent.ParticipantRemoved removed -> call + "/participant/" + removed.user().rawId();
    };
  }

  static String incomingSubject(CommunicationIdentifier from, CommunicationIdentifier to) {
    return "/caller/" + from.rawId() + "/recipient/" + to.rawId();
  }

  ObjectNode data(GridEvent event) {
    return switch (event) {
      case GridEvent.IncomingCall incoming -> incoming(incoming);
      case GridEvent.CallStarted started -> facts(event, started.facts());
      case GridEvent.CallEnded ended -> ended(ended);
      case GridEvent.ParticipantAdded added ->
          participant(event, added.facts(), added.user(), added.displayName())
              .put("participantId", added.participantId());
      case GridEvent.ParticipantRemoved removed ->
          participant(event, removed.facts(), removed.user(), removed.displayName())
              .put("participantId", removed.participantId());
    };
  }

  /// As much of an IncomingCall as is known before there is one.
  static ObjectNode announced(CommunicationIdentifier from, CommunicationIdentifier to) {
    var data = JSON.objectNode();
    data.set("to", IdentifierJson.write(to));
    data.set("from", IdentifierJson.write(from));
    return data;
  }

  private ObjectNode incoming(GridEvent.IncomingCall event) {
    var data =
        announced(event.from(), event.to())
            .put("serverCallId", event.ids().serverCallId())
            .put("callerDisplayName", event.callerDisplayName());
    event.customContext().ifPresent(context -> data.set("customContext", custom(context)));
    return data.put(
            "incomingCallContext",
            sources.contexts().issue(event.ids().callId(), event.invitationId(), event.at()))
        .put("correlationId", event.ids().correlationId());
  }

  private static ObjectNode custom(CustomContext context) {
    var node = JSON.objectNode();
    var sip = node.putObject("sipHeaders");
    context.sipHeaders().forEach(sip::put);
    var voip = node.putObject("voipHeaders");
    context.voipHeaders().forEach(voip::put);
    return node;
  }

  private ObjectNode facts(GridEvent event, Facts facts) {
    var data = JSON.objectNode();
    data.set("startedBy", person(facts.startedBy(), facts.gathering()));
    data.put("serverCallId", event.ids().serverCallId());
    facts.gathering().ifPresent(gathering -> addGathering(data, gathering));
    return data.put("isTwoParty", facts.isTwoParty())
        .put("correlationId", event.ids().correlationId())
        .put("isRoomsCall", isRoom(facts.gathering()));
  }

  private static void addGathering(ObjectNode data, Gathering gathering) {
    var member =
        switch (gathering.kind()) {
          case GROUP -> "group";
          case ROOM -> "room";
        };
    data.putObject(member).put("id", gathering.id());
  }

  private static boolean isRoom(Optional<Gathering> gathering) {
    return gathering.filter(it -> it.kind() == Gathering.Kind.ROOM).isPresent();
  }

  private ObjectNode ended(GridEvent.CallEnded event) {
    var data = facts(event, event.facts());
    data.set("endedBy", endedBy(event.endedBy()));
    data.set("reason", reason(event.reason()));
    // Seconds with their fraction: the model's type is a number, not an integer.
    return data.put("callDurationInSeconds", event.duration().toMillis() / 1_000.0);
  }

  /// Nobody on the call: its time was up, or the server stopped.
  private static ObjectNode endedBy(Optional<CommunicationIdentifier> who) {
    var node = JSON.objectNode();
    who.ifPresent(it -> node.set("communicationIdentifier", IdentifierJson.write(it)));
    return node.put("type", who.isPresent() ? "Participant" : "MicrosoftInternal")
        .put("name", who.map(CommunicationIdentifier::rawId).orElse(US));
  }

  private static ObjectNode reason(CallResult result) {
    return JSON.objectNode()
        .put("code", result.code())
        .put("subCode", result.subCode())
        .put("phrase", result.message());
  }

  private ObjectNode participant(
      GridEvent event, Facts facts, CommunicationIdentifier user, String displayName) {
    var data = facts(event, facts);
    data.set("user", person(user, facts.gathering()));
    return data.put("displayName", displayName).put("userAgent", US);
  }

  private ObjectNode person(CommunicationIdentifier who, Optional<Gathering> gathering) {
    var role =
        gathering
            .filter(it -> it.kind() == Gathering.Kind.ROOM)
            .flatMap(room -> sources.roles().role(room.id(), who.rawId()));
    var node = JSON.objectNode();
    node.set("communicationIdentifier", IdentifierJson.write(who));
    return node.put("role", role.orElse(ROLE));
  }
}
