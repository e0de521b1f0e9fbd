package dev.cordboard.dialect;

import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.dialect.Dialect.Occasion;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The bodies of successful answers, in the recorded order of their members.
final class AnswerJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String PROPERTIES = "CallConnectionProperties";

  private final Dialect dialect;

  AnswerJson(Dialect dialect) {
    this.dialect = dialect;
  }

  ObjectNode properties(ConnectionView connection, Occasion occasion) {
    var node = JSON.objectNode().put("callConnectionId", connection.terms().connectionId());
    // Recorded: create answers without the server call id, answer and get with it.
    if (occasion != Occasion.CREATED) {
      node.put("serverCallId", connection.ids().serverCallId());
    }
    var targets = node.putArray("targets");
    connection.targets().forEach(target -> targets.add(dialect.identifier(target)));
    node.put("callConnectionState", state(connection.state(), occasion));
    node.put("callbackUri", connection.terms().callbackUri());
    addSubscriptionIds(node, connection);
    connection
        .sourceCallerId()
        .ifPresent(number -> node.set("sourceCallerIdNumber", number(number)));
    sourceDisplayName(connection).ifPresent(name -> node.put("sourceDisplayName", name));
    node.set("source", dialect.identifier(connection.source()));
    node.put("correlationId", connection.ids().correlationId());
    connection
        .answeredBy()
        .ifPresent(user -> node.set("answeredBy", JSON.objectNode().put("id", user.rawId())));
    if (has("answeredFor")) {
      connection.answeredFor().ifPresent(number -> node.set("answeredFor", number(number)));
    }
    addMediaSubscriptions(node, connection, occasion);
    return node;
  }

  ObjectNode participant(Participant participant) {
    var node = JSON.objectNode();
    node.set("identifier", dialect.identifier(participant.identifier()));
    node.put("isMuted", participant.isMuted());
    if (dialect.answers("CallParticipant", "isOnHold")) {
      node.put("isOnHold", participant.isOnHold());
    }
    return node;
  }

  ObjectNode inviting(
      CommunicationIdentifier participant, Optional<String> operationContext, String invitationId) {
    var invited = JSON.objectNode();
    invited.set("identifier", dialect.identifier(participant));
    invited.put("isMuted", false);
    if (dialect.answers("AddedParticipant", "isOnHold")) {
      invited.put("isOnHold", false);
    }
    var node = JSON.objectNode();
    node.set("participant", invited);
    operationContext.ifPresent(context -> node.put("operationContext", context));
    if (dialect.answers("AddParticipantResponse", "invitationId")) {
      node.put("invitationId", invitationId);
    }
    return node;
  }

  /// Create and answer say `connecting` whatever has happened since (trace rule 22).
  private static String state(State state, Occasion occasion) {
    return switch (occasion == Occasion.READ ? state : State.CONNECTING) {
      case CONNECTING -> "connecting";
      case CONNECTED -> "connected";
      case TRANSFERRING -> "transferring";
      case TRANSFER_ACCEPTED -> "transferAccepted";
      case DISCONNECTING -> "disconnecting";
      case DISCONNECTED -> "disconnected";
    };
  }

  /// The creator's own name, empty when none was given; for who answered a phone, the caller's
  /// number; nothing for who answered a user (trace rule 23).
  private static Optional<String> sourceDisplayName(ConnectionView connection) {
    if (connection.created()) {
      return Optional.of(connection.sourceDisplayName().orElse(""));
    }
    return connection.source() instanceof PhoneNumber number
        ? Optional.of(number.value())
        : Optional.empty();
  }

  private void addSubscriptionIds(ObjectNode node, ConnectionView connection) {
    for (var member : new String[] {"mediaSubscriptionId", "dataSubscriptionId"}) {
      if (has(member)) {
        node.put(member, subscriptionId(member, connection));
      }
    }
  }

  /// The two disabled subscriptions: create and answer name the first with its id, get shows the
  /// bare state of both (trace rule 24).
  private void addMediaSubscriptions(
      ObjectNode node, ConnectionView connection, Occasion occasion) {
    if (has("mediaStreamingSubscription")) {
      var streaming = node.putObject("mediaStreamingSubscription");
      if (occasion != Occasion.READ) {
        streaming.put("id", subscriptionId("mediaStreamingSubscription", connection));
      }
      streaming.put("state", "disabled");
      if (occasion != Occasion.READ) {
        streaming.putArray("subscribedContentTypes").add("audio");
      }
    }
    if (has("transcriptionSubscription") && occasion == Occasion.READ) {
      node.putObject("transcriptionSubscription")
          .put("state", "disabled")
          .putArray("subscribedResultTypes");
    }
  }

  /// Made from the connection's id, so that it stays the same from answer to answer.
  private static String subscriptionId(String kind, ConnectionView connection) {
    var name = kind + ":" + connection.terms().connectionId();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static ObjectNode number(PhoneNumber number) {
    return JSON.objectNode().put("value", number.value());
  }

  private boolean has(String member) {
    return dialect.answers(PROPERTIES, member);
  }
}
