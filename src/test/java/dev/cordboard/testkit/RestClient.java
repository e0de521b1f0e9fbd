package dev.cordboard.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;

/// Signs requests as the SDKs do (SDK-NOTES §2), independent of the server's own code.
public final class RestClient {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

  private final String endpoint;
  private final byte[] key;
  private final HttpClient http;

  /// A client for `endpoint=https://…;accesskey=…`.
  public RestClient(String connectionString, SSLContext trust) {
    this.endpoint = connectionString.replaceAll("(?i)^endpoint=([^;]*?)/?;.*$", "$1");
    this.key = Base64.getDecoder().decode(connectionString.replaceAll("(?i)^.*accesskey=", ""));
    this.http =
        HttpClient.newBuilder().sslContext(trust).version(HttpClient.Version.HTTP_1_1).build();
  }

  /// Sends a signed request; an empty body means none. A POST may be repeated, as the SDKs say on
  /// every creating action.
  public HttpResponse<String> send(String method, String target, String body) {
    return send(method, target, body, method.equals("POST") ? repeatable() : Map.of());
  }

  /// Header fields that mark a request as one that may be sent again; each time others.
  public static Map<String, String> repeatable() {
    return Map.of(
        "Repeatability-Request-ID", UUID.randomUUID().toString(),
        "Repeatability-First-Sent", DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
  }

  /// Sends a signed request with these header fields besides.
  public HttpResponse<String> send(
      String method, String target, String body, Map<String, String> more) {
    try {
      return http.send(signed(method, target, body, more), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Sends a request with a bearer token in place of the signature.
  public HttpResponse<String> sendAs(String token, String method, String target, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(endpoint + target))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest signed(String method, String target, String body, Map<String, String> more) {
    var uri = URI.create(endpoint + target);
    var date = DATE.format(ZonedDateTime.now(ZoneOffset.UTC));
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var hash = base64(digest(bytes));
    var toSign = method + "\n" + target + "\n" + date + ";" + uri.getAuthority() + ";" + hash;
    var request = HttpRequest.newBuilder(uri);
    more.forEach(request::header);
    return request
        .method(method, HttpRequest.BodyPublishers.ofByteArray(bytes))
        .header("Content-Type", "application/json")
        .header("User-Agent", "cordboard-test/1")
        .header("x-ms-client-request-id", "8d6a1b4c-0000-4000-8000-000000000001")
        .header("x-ms-date", date)
        .header("x-ms-content-sha256", hash)
        .header(
            "Authorization",
            "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature="
                + base64(hmac(toSign)))
        .build();
  }

  private byte[] hmac(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
