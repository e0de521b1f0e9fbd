package dev.cordboard;

import com.sun.net.httpserver.HttpServer;
import dev.cordboard.base.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// What the server does while the JVM takes notes for its ahead-of-time cache: one whole call, from
/// the signed request to the last event, so that every class a first call needs is in it.
final class Training {
  private static final int PATIENCE_SECONDS = 20;

  private final Addresses addresses;
  private final TimeSource time;
  private final HttpClient client;

  private Training(Addresses addresses, TimeSource time)
      throws IOException, GeneralSecurityException {
    this.addresses = addresses;
    this.time = time;
    this.client = HttpClient.newBuilder().sslContext(trust()).build();
  }

  /// Runs it; true when the call connected and ended.
  static boolean run(TimeSource time)
      throws IOException, GeneralSecurityException, InterruptedException {
    try (var throwaway = Throwaway.start(false)) {
      return new Training(throwaway.server().addresses(), time).call();
    }
  }

  private boolean call() throws IOException, GeneralSecurityException, InterruptedException {
    var connected = new CountDownLatch(1);
    var disconnected = new CountDownLatch(1);
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var webhooks = HttpServer.create(loopback, 0);
    webhooks.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
          (body.contains("CallConnected") ? connected : disconnected).countDown();
        });
    webhooks.start();
    try {
      var path = "/calling/callConnections?api-version=2024-09-15";
      var answer =
          send(
              "POST",
              path,
              """
              {"targets":[{"kind":"phoneNumber","phoneNumber":{"value":"+14255550101"}}],
               "sourceCallerIdNumber":{"value":"%s"},"callbackUri":"http://127.0.0.1:%d/"}"""
                  .formatted(addresses.numbers().getFirst(), webhooks.getAddress().getPort()));
      boolean stood = connected.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      var id = answer.replaceAll("(?s).*\"callConnectionId\":\"([^\"]+)\".*", "$1");
      send("POST", path.replace("?", "/" + id + ":terminate?"), "");
      return stood && disconnected.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } finally {
      webhooks.stop(0);
    }
  }

  /// A request as an SDK signs it (HMAC-SHA256 over method, target, date, host and content hash).
  private String send(String method, String target, String body)
      throws IOException, GeneralSecurityException, InterruptedException {
    var uri = URI.create(addresses.endpoint()).resolve(target);
    var now = time.now().atOffset(ZoneOffset.UTC);
    var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now);
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var base64 = Base64.getEncoder();
    var hash = base64.encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    var text = method + "\n" + target + "\n" + date + ";" + uri.getAuthority() + ";" + hash;
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(addresses.accessKey()), "HmacSHA256"));
    var signature = base64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    var request =
        HttpRequest.newBuilder(uri)
            .header("x-ms-date", date)
            .header("x-ms-content-sha256", hash)
            .header(
                "Authorization",
                "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature="
                    + signature)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private SSLContext trust() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("JKS");
    try (var file = Files.newInputStream(addresses.caCertificate().resolveSibling("ca.jks"))) {
      store.load(file, null);
    }
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trusted.getTrustManagers(), null);
    return context;
  }
}
