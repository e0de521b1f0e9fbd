package dev.cordboard.http;

import dev.cordboard.base.TimeSource;
import dev.cordboard.http.Exchange.Headers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks the access-key signature (HMAC-SHA256) that the SDKs put on a request.
///
/// The header fields are verified first and the body's hash after the body was read, so that nobody
/// without a key makes the server keep a body in memory.
public final class AccessKeys {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "HMAC-SHA256\\s+SignedHeaders=(x-ms-date|date);host;x-ms-content-sha256&Signature=(\\S+)",
          Pattern.CASE_INSENSITIVE);
  private static final String ALGORITHM = "HmacSHA256";

  private final List<SecretKeySpec> keys;
  private final Duration clockSkew;
  private final TimeSource time;

  /// @param keys base64, as in a connection string; any of them may sign
  public AccessKeys(List<String> keys, Duration clockSkew, TimeSource time) {
    this.keys =
        keys.stream()
            .map(key -> new SecretKeySpec(Base64.getDecoder().decode(key), ALGORITHM))
            .toList();
    this.clockSkew = clockSkew;
    this.time = time;
  }

  /// Whether the header fields carry a fresh signature by one of our keys.
  boolean verifies(String method, String rawTarget, Headers headers, int localPort) {
    var authorization = headers.first("authorization").map(AUTHORIZATION::matcher);
    if (authorization.isEmpty() || !authorization.get().matches()) {
      return false;
    }
    var date = headers.first(authorization.get().group(1)).orElse("");
    var hash = headers.first("x-ms-content-sha256").orElse("");
    var signature = base64(authorization.get().group(2));
    if (signature.isEmpty() || !isFresh(date)) {
      return false;
    }
    for (var host : SignedForms.hosts(headers, localPort)) {
      for (var target : SignedForms.targets(rawTarget)) {
        var text = method + "\n" + target + "\n" + date + ";" + host + ";" + hash;
        if (anyKeySigned(text, signature.get())) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether a body is the one whose hash was signed.
  static boolean isSignedBody(Headers headers, byte[] body) {
    var expected = Base64.getEncoder().encodeToString(sha256(body));
    var signed = headers.first("x-ms-content-sha256").orElse("");
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII), signed.getBytes(StandardCharsets.UTF_8));
  }

  private boolean anyKeySigned(String text, byte[] signature) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (var key : keys) {
      found |= MessageDigest.isEqual(hmac(key, bytes), signature);
    }
    return found;
  }

  private boolean isFresh(String date) {
    try {
      var signedAt = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      return Duration.between(signedAt, time.now()).abs().compareTo(clockSkew) <= 0;
    } catch (DateTimeParseException _) {
      return false;
    }
  }

  private static byte[] hmac(SecretKeySpec key, byte[] text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
