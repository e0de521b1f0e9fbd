package dev.cordboard.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/// Receives what a server sends to an application: callbacks and Event Grid events.
final class Sink implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer http;
  private final List<Received> received = new ArrayList<>();

  /// One event as it arrived; `type` is the part after the last dot.
  record Received(String path, String type, JsonNode event) {
    JsonNode data() {
      return event.path("data");
    }
  }

  Sink() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::take);
    http.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + http.getAddress().getPort() + path;
  }

  /// The first event of this type at this path that fits, now or later.
  synchronized Received await(String path, String type, Predicate<JsonNode> fits) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      for (var each : received) {
        if (each.path().equals(path) && each.type().equals(type) && fits.test(each.data())) {
          return each;
        }
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("no such " + type + " at " + path + "; there: " + at(path));
      }
      pause(left);
    }
  }

  /// Everything that came to a path so far, in order.
  synchronized List<Received> at(String path) {
    return received.stream().filter(each -> each.path().equals(path)).toList();
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    var events = json.readTree(exchange.getRequestBody());
    var validation = events.path(0).path("data").path("validationCode").asText("");
    var answer =
        "{\"validationResponse\":\"%s\"}".formatted(validation).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    try (var body = exchange.getResponseBody()) {
      body.write(answer);
    }
    keep(exchange.getRequestURI().getPath(), events);
  }

  private synchronized void keep(String path, JsonNode events) {
    for (var event : events) {
      var name = event.path("type").asText(event.path("eventType").asText(""));
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
}
