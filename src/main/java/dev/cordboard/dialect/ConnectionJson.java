package dev.cordboard.dialect;

import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.CallSnapshot.Way;
import dev.cordboard.dialect.Dialect.Occasion;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The properties of connections, in the recorded order of their members.
final class ConnectionJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String PROPERTIES = "CallConnectionProperties";

  private final Dialect dialect;

  ConnectionJson(Dialect dialect) {
    this.dialect = dialect;
  }

  ObjectNode properties(ConnectionView connection, Occasion occasion) {
    var teller = new Teller(dialect.answerShape(PROPERTIES));
    teller.tell("callConnectionId", connection.terms().connectionId());
    // Recorded: create and connect answer without the server call id, answer and get with it.
    if (occasion == Occasion.READ || connection.way() == Way.ANSWERED) {
      teller.tell("serverCallId", connection.ids().serverCallId());
    }
    teller
        .tell("targets", connection.targets().stream().map(dialect::identifier).toList())
        .tell("callConnectionState", state(connection.state(), occasion))
        .tell("callbackUri", connection.terms().callbackUri());
    tellSubscriptionIds(teller, connection);
    connection
        .sourceCallerId()
        .ifPresent(number -> teller.tell("sourceCallerIdNumber", number(number)));
    if (connection.way() != Way.CONNECTED) {
      teller
          .maybe("sourceDisplayName", sourceDisplayName(connection))
          .tell("callSource", callSource(connection))
          .tell("source", dialect.identifier(connection.source()));
    }
    teller.tell("correlationId", connection.ids().correlationId());
    connection
        .answeredBy()
        .ifPresent(user -> teller.tell("answeredBy", JSON.objectNode().put("id", user.rawId())));
    connection.answeredFor().ifPresent(number -> teller.tell("answeredFor", number(number)));
    tellMediaSubscriptions(teller, connection, occasion);
    return teller.told();
  }

  /// The one object that the oldest version has for it, without what was not given (trace 05).
  private ObjectNode callSource(ConnectionView connection) {
    var teller = new Teller(dialect.answerShape("CallSource"));
    connection
        .sourceCallerId()
        .ifPresent(number -> teller.tell("sourceCallerIdNumber", number(number)));
    return teller
        .maybe("sourceDisplayName", connection.sourceDisplayName().filter(name -> !name.isEmpty()))
        .tell("source", dialect.identifier(connection.source()))
        .told();
  }

  /// Create, answer and connect say `connecting` whatever has happened since (trace rule 22).
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

  private static void tellSubscriptionIds(Teller teller, ConnectionView connection) {
    for (var member : List.of("mediaSubscriptionId", "dataSubscriptionId")) {
      teller.tell(member, subscriptionId(member, connection));
    }
  }

  /// The two disabled subscriptions: create and answer name the first with its id, get shows the
  /// bare state of both (trace rule 24).
  private static void tellMediaSubscriptions(
      Teller teller, ConnectionView connection, Occasion occasion) {
    var streaming = JSON.objectNode();
    if (occasion != Occasion.READ) {
      streaming.put("id", subscriptionId("mediaStreamingSubscription", connection));
    }
    streaming.put("state", "disabled");
    if (occasion != Occasion.READ) {
      streaming.putArray("subscribedContentTypes").add("audio");
    }
    teller.tell("mediaStreamingSubscription", streaming);
    if (occasion == Occasion.READ) {
      var transcription = JSON.objectNode().put("state", "disabled");
      transcription.putArray("subscribedResultTypes");
      teller.tell("transcriptionSubscription", transcription);
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
}
