package dev.cordboard.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.communication.callautomation.models.events.CallConnected;
import com.azure.communication.callautomation.models.events.CallDisconnected;
import com.azure.communication.callautomation.models.events.RemoveParticipantSucceeded;
import com.azure.communication.common.CommunicationIdentifier;
import com.azure.communication.common.PhoneNumberIdentifier;
import dev.cordboard.testkit.RestClient;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who hears whom in a group call of an application: each phone hums a tone of its own.
class HeardIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int TOLERANCE_HZ = 10;

  private static final String FIRST = "+14255550100";
  private static final String SECOND = "+14255550101";
  private static final String THIRD = "+14255550106";

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void eachHearsTheOthersAndNeverItself(int shards) throws IOException {
    var web = new TestApplication();
    try (var server =
            TestServer.start(
                "--event-grid-webhook", web.url("/eventgrid"), "--set", "media.shards=" + shards);
        var application = new SdkApplication(server, web)) {
      var rest = server.rest();
      var call = application.callGroup(phones());
      application.await(call, CallConnected.class);
      hum(rest, FIRST, 500);
      hum(rest, SECOND, 900);
      hum(rest, THIRD, 1300);

      awaitHeard(rest, FIRST, heard -> heard.equals(List.of(900, 1300)));
      awaitHeard(rest, SECOND, heard -> heard.equals(List.of(500, 1300)));
      awaitHeard(rest, THIRD, heard -> heard.equals(List.of(500, 900)));

      call.connection().removeParticipant(new PhoneNumberIdentifier(THIRD));
      application.await(call, RemoveParticipantSucceeded.class);
      awaitHeard(rest, FIRST, heard -> heard.equals(List.of(900)));
      awaitHeard(rest, SECOND, heard -> heard.equals(List.of(500)));
      call.connection().hangUp(true);
      application.await(call, CallDisconnected.class);
    }
  }

  private static List<CommunicationIdentifier> phones() {
    return List.of(
        new PhoneNumberIdentifier(FIRST),
        new PhoneNumberIdentifier(SECOND),
        new PhoneNumberIdentifier(THIRD));
  }

  private static void hum(RestClient rest, String number, int hz) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!lastCall(rest, number).path("state").asString("").equals("connected")) {
      assertThat(System.nanoTime()).as(number + " never connected").isLessThan(deadline);
    }
    var target = "/cordboard/simulator/calls/" + lastCall(rest, number).get("id").asString();
    var answer = rest.send("POST", target + ":hum", "{\"hz\":%d}".formatted(hz));
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
  }

  private static void awaitHeard(RestClient rest, String number, Predicate<List<Integer>> fits) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var seen = new TreeSet<String>();
    while (true) {
      var heard = heard(lastCall(rest, number));
      if (fits.test(heard)) {
        return;
      }
      seen.add(heard.toString());
      assertThat(System.nanoTime()).as(number + " heard only " + seen).isLessThan(deadline);
    }
  }

  /// Rounded to the tones in use: a spectrum is as exact as its window is long.
  private static List<Integer> heard(JsonNode call) {
    return call
        .path("heardFrequencies")
        .valueStream()
        .map(JsonNode::asInt)
        .map(HeardIT::rounded)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .toList();
  }

  private static int rounded(int hz) {
    int nearest = Math.round(hz / 100f) * 100;
    return Math.abs(hz - nearest) <= TOLERANCE_HZ ? nearest : hz;
  }

  private static JsonNode lastCall(RestClient rest, String number) {
    var target = "/cordboard/simulator/calls?number=" + number.replace("+", "%2B");
    return JSON.readTree(rest.send("GET", target, "").body()).path("value").path(0);
  }
}
