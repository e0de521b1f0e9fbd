package dev.cordboard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.base.Metrics;
import dev.cordboard.config.StoreSettings;
import dev.cordboard.http.Exchange;
import dev.cordboard.http.Reply;
import dev.cordboard.http.Route.Access;
import dev.cordboard.store.Store;
import dev.cordboard.testkit.ManualTime;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObserveRoutesTest {
  private final PrometheusMetrics metrics = new PrometheusMetrics();
  private final Store store =
      Store.inMemory(StoreSettings.defaults(), new ManualTime(), Metrics.none());
  private final ObserveRoutes routes = new ObserveRoutes(metrics, store, List::of, _ -> List.of());

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void countsInTheFormatOfPrometheus() {
    metrics.counter("sip.requests", "method", "INVITE").increment();
    metrics.counter("sip.requests", "method", "INVITE").increment();
    metrics.gauge("calls.live", () -> 7);

    var text = body(get("/metrics", Map.of()));

    assertThat(text)
        .contains("cordboard_sip_requests_total{method=\"INVITE\"} 2.0")
        .contains("cordboard_calls_live 7.0");
  }

  @Test
  void isHealthyWhileItCanWrite() {
    assertThat(get("/healthz", Map.of()).status()).isEqualTo(200);
  }

  @Test
  void listsNoCallsWhenThereAreNone() {
    assertThat(body(get("/cordboard/calls", Map.of()))).isEqualTo("{\"value\":[]}");
  }

  @Test
  void knowsNoTimelineOfAnUnknownCall() {
    var path = "/cordboard/calls/{serverCallId}/timeline";

    assertThat(get(path, Map.of("serverCallId", "nonsense")).status()).isEqualTo(404);
  }

  @Test
  void keepsCallsFromWhoHasNoKey() {
    assertThat(routes.routes())
        .filteredOn(route -> route.template().startsWith("/cordboard"))
        .isNotEmpty()
        .allMatch(route -> route.access() == Access.KEY);
  }

  private Reply get(String template, Map<String, String> parameters) {
    var route =
        routes.routes().stream()
            .filter(each -> each.template().equals(template))
            .findFirst()
            .orElseThrow();
    return route
        .action()
        .handle(
            new Exchange(
                "GET",
                template,
                parameters,
                Map.of(),
                _ -> Optional.empty(),
                new byte[0],
                new Exchange.Principal.Resource()));
  }

  private static String body(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
