package dev.cordboard.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.RestClient;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server's simulated phones, each with a tone of its own, and what they hear.
final class HummingPhones {
  static final String FIRST = "+14255550100";
  static final String SECOND = "+14255550101";
  static final String BUSY = "+14255550102";
  static final String RINGS = "+14255550104";
  static final String THIRD = "+14255550106";
  static final String FOURTH = "+14255550109";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration SILENCE = Duration.ofMillis(500);
  private static final int TOLERANCE_HZ = 10;

  /// Of how much sound the server says the tones.
  private static final double WINDOW_SECONDS = 1.03;

  private final RestClient rest;

  HummingPhones(RestClient rest) {
    this.rest = rest;
  }

  /// Makes a phone that is in a call hum.
  void hum(String number, int hz) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!lastCall(number).path("state").asString("").equals("connected")) {
      assertThat(System.nanoTime()).as(number + " never connected").isLessThan(deadline);
      rest();
    }
    var target = "/cordboard/simulator/calls/" + lastCall(number).get("id").asString();
    var answer = rest.send("POST", target + ":hum", "{\"hz\":%d}".formatted(hz));
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
  }

  /// Waits until a phone hears exactly these tones, from now on.
  void awaitHeard(String number, Integer... tones) {
    var wanted = List.of(tones);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var seen = new TreeSet<String>();
    double fresh = heardSeconds(number) + WINDOW_SECONDS;
    for (var heard = heard(number);
        heardSeconds(number) < fresh || !heard.equals(wanted);
        heard = heard(number)) {
      seen.add(heard.toString());
      assertThat(System.nanoTime())
          .as("%s should hear %s, heard only %s", number, wanted, seen)
          .isLessThan(deadline);
      rest();
    }
  }

  /// Waits until a phone has heard nothing for half a second.
  void awaitSilence(String number) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    double heard = heardSeconds(number);
    for (long since = System.nanoTime(); System.nanoTime() - since < SILENCE.toNanos(); rest()) {
      double now = heardSeconds(number);
      if (now > heard) {
        heard = now;
        since = System.nanoTime();
      }
      assertThat(System.nanoTime()).as(number + " hears " + heard(number)).isLessThan(deadline);
    }
  }

  /// Rounded to the tones in use: a spectrum is as exact as its window is long.
  private List<Integer> heard(String number) {
    return lastCall(number)
        .path("heardFrequencies")
        .valueStream()
        .map(JsonNode::asInt)
        .map(HummingPhones::rounded)
        .collect(Collectors.collectingAndThen(Collectors.toCollection(TreeSet::new), List::copyOf));
  }

  private double heardSeconds(String number) {
    return lastCall(number).path("heardSeconds").asDouble();
  }

  private static int rounded(int hz) {
    int nearest = Math.round(hz / 100f) * 100;
    return Math.abs(hz - nearest) <= TOLERANCE_HZ ? nearest : hz;
  }

  private JsonNode lastCall(String number) {
    var target = "/cordboard/simulator/calls?number=" + number.replace("+", "%2B");
    return JSON.readTree(rest.send("GET", target, "").body()).path("value").path(0);
  }

  private static void rest() {
    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
  }
}
