package dev.cordboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.contract.Walk.Connection;
import dev.cordboard.dialect.ApiVersion;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Every operation of call control in every version, called with a request made from the contract:
/// answers and events are as the contract says, and nothing is in them but what RULINGS §4 names.
class ContractIT {
  private static final String BUSY = "4:+14255550102";
  private static final JsonNode CALLER_ID =
      JsonNodeFactory.instance.objectNode().put("value", "+18005550100");

  /// What some version tells of what is done here.
  private static final List<String> OUTCOMES =
      List.of(
          "AddParticipantFailed",
          "AddParticipantSucceeded",
          "AddParticipantsFailed",
          "AddParticipantsSucceeded",
          "CallConnected",
          "CallDisconnected",
          "CallTransferAccepted",
          "CallTransferFailed",
          "CancelAddParticipantSucceeded",
          "ConnectFailed",
          "CreateCallFailed",
          "MoveParticipantSucceeded",
          "ParticipantsUpdated",
          "RemoveParticipantSucceeded");

  private static TestApplication application;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    application = new TestApplication();
    server = TestServer.start("--event-grid-webhook", application.url("/eventgrid"));
  }

  @AfterAll
  static void stop() {
    server.close();
    application.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyOperationKeepsTheContract(ApiVersion version) {
    var walk = new Walk(version.text(), false, server.rest(), application);

    everyOperationKeepsTheContract(version.text(), walk);
  }

  @ParameterizedTest
  @EnumSource
  void soItDoesWithNothingButWhatIsRequired(ApiVersion version) {
    var walk = new Walk(version.text(), true, server.rest(), application);

    everyOperationKeepsTheContract(version.text(), walk);
  }

  private static void everyOperationKeepsTheContract(String version, Walk walk) {
    callsThatComeToNothing(walk);
    transfers(walk);
    groups(walk);

    assertThat(walk.done())
        .isEqualTo(
            walk.contract().operations().stream()
                .filter(Contract.Operation::steersACall)
                .map(Contract.Operation::key)
                .collect(Collectors.toCollection(TreeSet::new)));
    checkEvents(version, walk);
  }

  private static void callsThatComeToNothing(Walk walk) {
    var callee = walk.newUser();
    var other = walk.newUser();
    var call = walk.create(walk.newUser(), callee);
    walk.redirect(callee, other);
    walk.reject(other);
    walk.await("CallDisconnected", call.id());
    if (walk.has("callConnections:connect")) {
      var nowhere = walk.connect("nowhere");
      walk.await("ConnectFailed", nowhere.id());
      walk.await("CallDisconnected", nowhere.id());
    }
  }

  private static void transfers(Walk walk) {
    var bob = walk.newUser();
    var call = answered(walk, bob);
    var busy = walk.newUser();
    walk.onCall(call, ":transferToParticipant", target(walk, busy, bob));
    walk.reject(busy);
    walk.await("CallTransferFailed", call.id());
    var carol = walk.newUser();
    walk.onCall(call, ":transferToParticipant", target(walk, carol, bob));
    var answered = walk.answer(carol);
    walk.await("CallTransferAccepted", call.id());
    walk.await("CallDisconnected", call.id());
    walk.await("CallConnected", answered.id());
    walk.onCall("DELETE", answered, "");
    walk.await("CallDisconnected", answered.id());
  }

  private static Map<String, JsonNode> target(Walk walk, String target, String transferee) {
    var values = walk.participant(target);
    values.put("transferee", Walk.identifier(transferee));
    return values;
  }

  private static void groups(Walk walk) {
    var bob = walk.newUser();
    var call = answered(walk, bob);
    var properties = walk.onCall("GET", call, "");
    walk.onCall("GET", call, "/participants");
    walk.onCall("GET", call, "/participants/" + bob);
    add(walk, call);
    silence(walk, call, bob);
    if (walk.has("callConnections:connect")) {
      var joined = walk.connect(properties.get("serverCallId").asString());
      walk.await("CallConnected", joined.id());
      walk.onCall("DELETE", joined, "");
      walk.await("CallDisconnected", joined.id());
    }
    if (walk.has("participants:moveHere")) {
      var dave = walk.newUser();
      var other = answered(walk, dave);
      var from = walk.participant(dave);
      from.put("fromCall", Walk.text(other.id()));
      walk.onCall(call, "/participants:moveHere", from);
      walk.await("MoveParticipantSucceeded", call.id());
    }
    walk.onCall(call, "/participants:remove", walk.participant(bob));
    walk.onCall("POST", call, ":terminate");
    walk.await("CallDisconnected", call.id());
  }

  /// One comes, one is busy, one is told that it is over.
  private static void add(Walk walk, Connection call) {
    var carol = walk.newUser();
    walk.onCall(call, "/participants:add", walk.participant(carol));
    walk.answer(carol);
    walk.await("AddParticipantSucceeded", "AddParticipantsSucceeded", call.id());
    var busy = walk.participant(BUSY);
    busy.put("sourceCallerIdNumber", CALLER_ID);
    busy.put("sourceCallerId", CALLER_ID);
    walk.onCall(call, "/participants:add", busy);
    walk.await("AddParticipantFailed", "AddParticipantsFailed", call.id());
    if (walk.has("participants:cancelAddParticipant")) {
      var erin = walk.newUser();
      var invited = walk.onCall(call, "/participants:add", walk.participant(erin));
      walk.onCall(
          call,
          "/participants:cancelAddParticipant",
          Map.of("invitationId", invited.get("invitationId")));
      walk.await("CancelAddParticipantSucceeded", call.id());
    }
  }

  private static void silence(Walk walk, Connection call, String who) {
    for (var verb : List.of("/participants:mute", "/participants:unmute", ":hold", ":unhold")) {
      if (walk.has(verb)) {
        walk.onCall(call, verb, walk.participant(who));
      }
    }
  }

  private static Connection answered(Walk walk, String callee) {
    var call = walk.create(walk.newUser(), callee);
    var other = walk.answer(callee);
    walk.await("CallConnected", call.id());
    walk.await("CallConnected", other.id());
    return call;
  }

  private static void checkEvents(String version, Walk walk) {
    var contract = walk.contract();
    var seen = new TreeSet<String>();
    for (var event : application.all(walk::isOurs)) {
      seen.add(event.type());
      assertThat(contract.events()).as(version).contains(event.type());
      assertThat(contract.breaches(event.type(), event.data(), besides(version)))
          .as(version + " " + event.event())
          .isEmpty();
      for (var member : besides(version)) {
        assertThat(event.data().has(member)).as(version + " " + event.event()).isTrue();
      }
    }
    var expected = new TreeSet<>(OUTCOMES);
    expected.retainAll(contract.events());
    assertThat(seen).as(version).isEqualTo(expected);
  }

  /// RULINGS §4.1.
  private static List<String> besides(String version) {
    if (List.of("2023-10-03-preview", "2024-01-22-preview").contains(version)) {
      return List.of("version", "publicEventType", "eventSource");
    }
    return version.compareTo("2024-04-15") >= 0 ? List.of("version", "publicEventType") : List.of();
  }
}
