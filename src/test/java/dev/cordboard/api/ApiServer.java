package dev.cordboard.api;

import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.HttpSettings;
import dev.cordboard.config.IdentitySettings;
import dev.cordboard.config.StoreSettings;
import dev.cordboard.http.AccessKeys;
import dev.cordboard.http.Authentication;
import dev.cordboard.http.HttpServer;
import dev.cordboard.http.RouteTable;
import dev.cordboard.identity.Directory;
import dev.cordboard.identity.IdentityRoutes;
import dev.cordboard.identity.IncomingCallContexts;
import dev.cordboard.identity.ResourceIdentity;
import dev.cordboard.identity.SigningKey;
import dev.cordboard.identity.UserTokens;
import dev.cordboard.store.Store;
import dev.cordboard.testkit.AccessKeySigner;
import dev.cordboard.testkit.CountingIds;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.RawHttps;
import dev.cordboard.testkit.TestTls;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The API over real HTTPS, with calls that only remember.
final class ApiServer implements AutoCloseable {
  static final String KEY = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA==";

  /// One for all servers of a test run: making a key takes long.
  private static final SigningKey KEYS =
      SigningKey.of(Store.inMemory(StoreSettings.defaults(), new ManualTime(), Metrics.none()));

  final FakeCalls calls = new FakeCalls();
  final IncomingCallContexts contexts;
  final UserTokens tokens;
  final Directory directory;
  final HttpServer http;
  final TestTls tls;
  final TimeSource time;
  private final Store store;

  ApiServer(TestTls tls, TimeSource time, IdentitySettings settings) {
    this.tls = tls;
    this.time = time;
    var ids = new CountingIds();
    store = Store.inMemory(StoreSettings.defaults(), time, Metrics.none());
    var resource = ResourceIdentity.load(store, ids);
    directory = new Directory(settings, resource, "cordboard", store, ids);
    contexts = new IncomingCallContexts(resource, settings.incomingCallLifetime());
    tokens = new UserTokens(directory, resource, KEYS, time);
    var calling =
        new CallingApi(
            calls,
            contexts,
            number -> settings.acceptForeignCallerId() || directory.owns(number),
            time,
            ids);
    var identity = new IdentityRoutes(directory, tokens, settings);
    var http = HttpSettings.defaults().withPort(0);
    var keys = new AccessKeys(List.of(KEY), http.clockSkew(), time);
    this.http =
        new HttpServer(
            http,
            new HttpServer.Endpoint("127.0.0.1", tls.server()),
            new Authentication(keys, tokens),
            new RouteTable(
                Stream.concat(calling.routes().stream(), identity.routes().stream()).toList()),
            time,
            Metrics.none());
    this.http.start();
  }

  RawHttps.Answer send(String method, String target, String body) {
    return send(method, target, Map.of(), body);
  }

  /// Sends a signed request with further header fields.
  RawHttps.Answer send(String method, String target, Map<String, String> more, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var host = "127.0.0.1:" + http.port();
    var headers =
        new LinkedHashMap<>(
            new AccessKeySigner(KEY, time.now()).headers(method, target, host, bytes));
    headers.putAll(more);
    return raw(method, target, headers, bytes);
  }

  /// Sends a request in the name of a user.
  RawHttps.Answer sendAs(String token, String method, String target, String body) {
    return raw(
        method,
        target,
        Map.of("Host", "127.0.0.1:" + http.port(), "Authorization", "Bearer " + token),
        body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    http.close();
    store.close();
  }

  private RawHttps.Answer raw(
      String method, String target, Map<String, String> headers, byte[] body) {
    try (var peer = new RawHttps(tls.client(), http.port())) {
      return peer.send(method, target, headers, body);
    }
  }
}
