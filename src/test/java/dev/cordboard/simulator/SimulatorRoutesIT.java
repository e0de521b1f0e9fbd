package dev.cordboard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.RestClient;
import dev.cordboard.testkit.TestServer;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The simulated phones over HTTP, in a whole server.
class SimulatorRoutesIT {
  private static final String CALLS = "/cordboard/simulator/calls";
  private static final JsonMapper JSON = new JsonMapper();
  private static TestServer server;
  private static RestClient rest;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    rest = server.rest();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void placesACallThatTheServerReallyGets() {
    var created = rest.send("POST", CALLS, "{\"from\":\"+14255550103\",\"to\":\"+18005550100\"}");
    assertThat(created.statusCode()).isEqualTo(202);
    var id = JSON.readTree(created.body()).path("id").asString();

    var call = TestCaller.await(() -> ended(id));

    // Nobody has subscribed to IncomingCall, so the server turns the call down.
    assertThat(call.path("sipStatus").asInt()).isGreaterThanOrEqualTo(400);
    assertThat(call.path("direction").asString()).isEqualTo("outgoing");
    assertThat(call.path("from").asString()).isEqualTo("+14255550103");
    assertThat(call.path("to").asString()).isEqualTo("+18005550100");
    assertThat(call.path("heardSeconds").isNumber()).isTrue();
    assertThat(list("?number=%2B14255550103")).contains(id);
    assertThat(list("?number=%2B14255550102")).doesNotContain(id);
    assertThat(rest.send("POST", CALLS + "/" + id + ":hangUp", "").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesWhatItCannotDo() {
    assertThat(status("{\"from\":\"+1999\",\"to\":\"+18005550100\"}")).isEqualTo(400);
    assertThat(status("{\"from\":\"+14255550100\"}")).isEqualTo(400);
    assertThat(status("{\"from\":\"+14255550100\",\"to\":\"x\\r\\nVia: y\"}")).isEqualTo(400);
    assertThat(status("{\"from\":\"+14255550100\",\"to\":\"a@b;c\"}")).isEqualTo(400);
    assertThat(status("not json")).isEqualTo(400);
    assertThat(rest.send("GET", CALLS + "/nobody", "").statusCode()).isEqualTo(404);
    assertThat(rest.send("POST", CALLS + "/x:press", "{\"digits\":\"z\"}").statusCode())
        .isEqualTo(400);
    assertThat(rest.send("POST", CALLS + "/x:hum", "{\"hz\":99999}").statusCode()).isEqualTo(400);
  }

  private static Optional<JsonNode> ended(String id) {
    return Optional.of(JSON.readTree(rest.send("GET", CALLS + "/" + id, "").body()))
        .filter(call -> call.path("state").asString("").equals("ended"));
  }

  private static String list(String query) {
    return rest.send("GET", CALLS + query, "").body();
  }

  private static int status(String body) {
    return rest.send("POST", CALLS, body).statusCode();
  }
}
