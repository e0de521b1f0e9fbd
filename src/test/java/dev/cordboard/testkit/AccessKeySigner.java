package dev.cordboard.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests as the SDKs do, written from their description and not from our own check.
public record AccessKeySigner(String accessKey, Instant now) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  /// The header fields of a signed request, `Host` as signed.
  public Map<String, String> headers(String method, String target, String host, byte[] body) {
    var date = DATE.format(now);
    var hash = hash(body);
    var fields = new LinkedHashMap<String, String>();
    fields.put("Host", host);
    fields.put("x-ms-date", date);
    fields.put("x-ms-content-sha256", hash);
    fields.put(
        "Authorization", authorization("x-ms-date", signature(method, target, date, host, hash)));
    return fields;
  }

  /// The value of `Authorization`.
  public static String authorization(String dateHeader, String signature) {
    return "HMAC-SHA256 SignedHeaders="
        + dateHeader
        + ";host;x-ms-content-sha256&Signature="
        + signature;
  }

  /// The signature over exactly these parts.
  public String signature(String method, String target, String date, String host, String hash) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(accessKey), "HmacSHA256"));
      var text = method + "\n" + target + "\n" + date + ";" + host + ";" + hash;
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The base64 SHA-256 of a body.
  public static String hash(byte[] body) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
