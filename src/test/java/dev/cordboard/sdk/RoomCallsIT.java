package dev.cordboard.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.json.JsonProviders;
import com.azure.messaging.eventgrid.systemevents.AcsCallParticipantKind;
import com.azure.messaging.eventgrid.systemevents.AcsCallStartedEventData;
import dev.cordboard.testkit.RestClient;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestServer;
import dev.cordboard.testkit.UserPhone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Users dial into rooms of the Rooms API, and applications connect to what goes on there.
@SuppressWarnings("deprecation") // The models moved to a library of their own.
class RoomCallsIT {
  private static final String ROOMS = "?api-version=2025-03-13";
  private static final String CALLS = "?api-version=2026-03-12";
  private static final String CONNECT = "/calling/callConnections:connect" + CALLS;
  private static final String OPEN =
      "{\"pstnDialOutEnabled\":%s,\"participants\":{\"8:acs:r_alice\":{\"role\":\"Presenter\"}}}";

  private static final String USERS =
      """
      identity:
        users:
          - name: alice
            raw-id: 8:acs:r_alice
            password: %1$s
          - name: bob
            raw-id: 8:acs:r_bob
            password: %1$s
      """
          .formatted(UserPhone.PASSWORD);

  @TempDir private Path folder;
  private TestApplication application;
  private TestServer server;
  private RestClient rest;
  private UserPhone alice;
  private UserPhone bob;

  @BeforeEach
  void start() throws IOException {
    application = new TestApplication();
    alice = new UserPhone("alice");
    bob = new UserPhone("bob");
    var config = Files.writeString(folder.resolve("cordboard.yaml"), USERS);
    server =
        TestServer.start(
            "--config", config.toString(), "--event-grid-webhook", application.url("/grid"));
    rest = server.rest();
    alice.aim(server.sip());
    bob.aim(server.sip());
  }

  @AfterEach
  void stop() {
    alice.close();
    bob.close();
    application.close();
    server.close();
  }

  @Test
  void anInvitedUserOpensTheRoomAndAnApplicationConnects() throws IOException {
    var room = createRoom(OPEN.formatted(false));

    alice.dial("room-" + room);
    alice.awaitAnswered();
    var started = application.await("/grid", "CallStarted").data();
    var connection = connect(room);
    application.await("/room", "CallConnected");
    var roster =
        json("GET", "/calling/callConnections/" + connection + "/participants" + CALLS, "");
    alice.hangUp();
    application.await("/grid", "CallEnded");
    application.await("/room", "CallDisconnected");

    try (var reader = JsonProviders.createReader(started.toString())) {
      var told = AcsCallStartedEventData.fromJson(reader);
      assertThat(told.getRoom().getId()).isEqualTo(room);
      assertThat(told.isRoomsCall()).isTrue();
      assertThat(told.getStartedBy().getRole()).isEqualTo(AcsCallParticipantKind.PRESENTER);
    }
    assertThat(roster.path("value").toString()).contains("8:acs:r_alice");
  }

  @Test
  void whoIsNotInvitedStaysOutUntilInvited() {
    var room = createRoom(OPEN.formatted(false));

    bob.dial("room-" + room);
    var refused = bob.awaitRefused(403);
    json(
        "PATCH",
        "/rooms/" + room + "/participants" + ROOMS,
        "{\"participants\":{\"8:acs:r_bob\":{}}}");
    bob.dial("room-" + room);
    bob.awaitAnswered();
    bob.hangUp();

    assertThat(refused.text()).contains("5828");
  }

  @Test
  void nobodyComesBeforeItsTimeNorToARoomThatIsNotThere() {
    var room =
        createRoom(
            "{\"validFrom\":\"2999-01-01T00:00:00Z\",\"validUntil\":\"2999-02-01T00:00:00Z\","
                + "\"participants\":{\"8:acs:r_alice\":{}}}");

    alice.dial("room-" + room);
    var early = alice.awaitRefused(403);
    alice.dial("room-99000000000000001");
    alice.awaitRefused(404);

    assertThat(early.text()).contains("5829");
  }

  @Test
  void phonesAreCalledFromARoomThatAllowsIt() {
    var room = createRoom(OPEN.formatted(false));
    alice.dial("room-" + room);
    alice.awaitAnswered();
    var connection = connect(room);
    application.await("/room", "CallConnected");

    addPhone(connection);
    application.await("/room", "AddParticipantFailed");
    json("PATCH", "/rooms/" + room + ROOMS, "{\"pstnDialOutEnabled\":true}");
    addPhone(connection);
    application.await("/room", "AddParticipantSucceeded");

    json("POST", "/calling/callConnections/" + connection + ":terminate" + CALLS, "");
    alice.awaitHungUp();
  }

  @Test
  void aUsersTokenOpensTheRoomsItIsInvitedTo() {
    var room = createRoom(OPEN.formatted(false));
    alice.dial("room-" + room);
    alice.awaitAnswered();
    var stranger =
        json(
            "POST", "/identities?api-version=2023-10-01", "{\"createTokenWithScopes\":[\"voip\"]}");
    var user = stranger.at("/identity/id").asString();
    var token = stranger.at("/accessToken/token").asString();

    rest.sendAs(token, "POST", CONNECT, connecting(room, "/stranger"));
    var failed = application.await("/stranger", "ConnectFailed").data();
    json(
        "PATCH",
        "/rooms/" + room + "/participants" + ROOMS,
        "{\"participants\":{\"" + user + "\":{}}}");
    rest.sendAs(token, "POST", CONNECT, connecting(room, "/guest"));
    application.await("/guest", "CallConnected");

    assertThat(failed.at("/resultInformation/code").asInt()).isEqualTo(403);
    assertThat(failed.at("/resultInformation/subCode").asInt()).isEqualTo(5828);
  }

  private String createRoom(String body) {
    return json("POST", "/rooms" + ROOMS, body).path("id").asString();
  }

  private String connect(String room) {
    return json("POST", CONNECT, connecting(room, "/room")).path("callConnectionId").asString();
  }

  private String connecting(String room, String path) {
    return ("{\"callLocator\":{\"kind\":\"roomCallLocator\",\"roomId\":\"%s\"},"
            + "\"callbackUri\":\"%s\"}")
        .formatted(room, application.url(path));
  }

  private void addPhone(String connection) {
    json(
        "POST",
        "/calling/callConnections/" + connection + "/participants:add" + CALLS,
        "{\"participantToAdd\":{\"phoneNumber\":{\"value\":\"+14255550100\"}},"
            + "\"sourceCallerIdNumber\":{\"value\":\"+18005550100\"}}");
  }

  private JsonNode json(String method, String target, String body) {
    var answer = rest.send(method, target, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer.body().isEmpty()
        ? new JsonMapper().createObjectNode()
        : new JsonMapper().readTree(answer.body());
  }
}
