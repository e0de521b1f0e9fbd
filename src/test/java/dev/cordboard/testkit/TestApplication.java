package dev.cordboard.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A well-behaved application: takes callbacks and Event Grid events, and lets a test wait for one.
public final class TestApplication implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final JsonMapper json = new JsonMapper();
  private final HttpServer http;
  private final List<Received> received = new ArrayList<>();

  /// One event as it arrived; `type` is the part after the last dot.
  public record Received(String path, String type, JsonNode event) {
    /// What the event says.
    public JsonNode data() {
      return event.path("data");
    }
  }

  /// Listens on a free loopback port.
  public TestApplication() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::take);
    http.start();
  }

  /// The URL of a path of this application.
  public String url(String path) {
    return "http://127.0.0.1:" + http.getAddress().getPort() + path;
  }

  /// The first event that fits, now or within 15 seconds; else an error that lists what came.
  public synchronized Received await(String what, Predicate<Received> fits) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var found = received.stream().filter(fits).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("no " + what + "; there: " + summary());
      }
      pause(left);
    }
  }

  /// The first event of this type at this path.
  public Received await(String path, String type) {
    return await(type + " at " + path, e -> e.path().equals(path) && e.type().equals(type));
  }

  /// Everything that came to a path so far, in order.
  public synchronized List<Received> receivedAt(String path) {
    return received.stream().filter(event -> event.path().equals(path)).toList();
  }

  /// Everything that came so far and fits, in order.
  public synchronized List<Received> all(Predicate<Received> fits) {
    return received.stream().filter(fits).toList();
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    var events = json.readTree(exchange.getRequestBody());
    var validation = events.path(0).path("data").path("validationCode").asString("");
    var answer =
        validation.isEmpty()
            ? new byte[0]
            : "{\"validationResponse\":\"%s\"}"
                .formatted(validation)
                .getBytes(StandardCharsets.UTF_8);
    keep(exchange.getRequestURI().getPath(), events);
    exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
    try (var body = exchange.getResponseBody()) {
      body.write(answer);
    }
  }

  private synchronized void keep(String path, JsonNode events) {
    for (var event : events) {
      var name = event.path("type").asString(event.path("eventType").asString(""));
      received.add(new Received(path, name.substring(name.lastIndexOf('.') + 1), event));
    }
    notifyAll();
  }

  private void pause(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> summary() {
    return received.stream().map(event -> event.type() + "@" + event.path()).toList();
  }
}
