package dev.cordboard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.TestServer;
import dev.cordboard.testkit.WebhookSink;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/// A call's ladder tells that its application did not want to hear of it.
class DeliveryTimelineIT {
  @Test
  @Timeout(60)
  void aRefusedCallbackIsOnTheLadder() {
    try (var server = TestServer.start();
        var sink = WebhookSink.start()) {
      sink.always(WebhookSink.status(404));
      var rest = server.rest();
      rest.send(
          "POST",
          "/calling/callConnections?api-version=2026-03-12",
          ("{\"targets\":[{\"phoneNumber\":{\"value\":\"+14255550102\"}}],"
                  + "\"sourceCallerIdNumber\":{\"value\":\"+18005550100\"},\"callbackUri\":\"%s\"}")
              .formatted(sink.url("/callbacks")));
      var event = new JsonMapper().readTree(sink.next().body()).path(0);
      var call = event.at("/data/serverCallId").asString();
      var target =
          "/cordboard/calls/" + URLEncoder.encode(call, StandardCharsets.UTF_8) + "/timeline";

      var told = event.path("type").asString().replaceFirst(".*\\.", "") + " refused";
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      var ladder = "";
      while (!ladder.contains(told) && System.nanoTime() < end) {
        ladder = rest.send("GET", target, "").body();
      }
      assertThat(ladder).contains(told);
    }
  }
}
