package dev.cordboard.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes and reads the `incomingCallContext` of IncomingCall: a token that names an invitation and
/// that an application hands back to answer, reject or redirect it.
///
/// It looks like the service's (a JWT), but is sealed with HMAC-SHA256: only this server reads it,
/// and an RSA signature for each ringing call would cost over a millisecond.
public final class IncomingCallContexts {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAX_LENGTH = 4096;

  private final ResourceIdentity resource;
  private final SecretKeySpec key;
  private final Duration lifetime;

  /// @param lifetime how long a context can be used; the ring limit usually ends it before
  public IncomingCallContexts(ResourceIdentity resource, Duration lifetime) {
    this.resource = resource;
    this.lifetime = lifetime;
    key = new SecretKeySpec(resource.secret(), ALGORITHM);
  }

  /// A context for one invitation of a call.
  public String issue(String callId, String invitationId, Instant at) {
    var claims = JSON.createObjectNode();
    claims
        .put("aud", resource.id())
        .put("callId", callId)
        .put("invitationId", invitationId)
        .put("iat", at.getEpochSecond())
        .put("exp", at.plus(lifetime).getEpochSecond());
    var text = HEADER + "." + encode(claims.toString());
    return text + "." + BASE64.encodeToString(seal(text));
  }

  /// What a context says, if it is ours and fresh.
  public Reading read(String context, Instant now) {
    int payload = context.indexOf('.');
    int signature = context.lastIndexOf('.');
    if (context.length() > MAX_LENGTH || payload < 0 || signature <= payload) {
      return new Reading.Malformed();
    }
    return claims(context.substring(payload + 1, signature))
        .map(claims -> read(context, signature, claims, now))
        .orElseGet(Reading.Malformed::new);
  }

  private Reading read(String context, int signature, JsonNode claims, Instant now) {
    // Another server's secret is not ours to check: its name alone says where the context belongs.
    if (!claims.path("aud").asString("").equals(resource.id())) {
      return claims.path("aud").isString() ? new Reading.OtherResource() : new Reading.Malformed();
    }
    if (!MessageDigest.isEqual(
        seal(context.substring(0, signature)), decode(context.substring(signature + 1)))) {
      return new Reading.Malformed();
    }
    var validUntil = Instant.ofEpochSecond(claims.path("exp").asLong(0));
    return now.isAfter(validUntil)
        ? new Reading.Expired(validUntil)
        : new Reading.Valid(
            claims.path("callId").asString(""), claims.path("invitationId").asString(""));
  }

  private static Optional<JsonNode> claims(String encoded) {
    try {
      return Optional.of(JSON.readTree(decode(encoded))).filter(JsonNode::isObject);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private byte[] seal(String text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static String encode(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The bytes, or none when it is not base64.
  private static byte[] decode(String encoded) {
    try {
      return Base64.getUrlDecoder().decode(encoded);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  /// What came of reading a context.
  public sealed interface Reading {
    /// Ours, intact and fresh; whether the invitation still rings is the call's to say.
    record Valid(String callId, String invitationId) implements Reading {}

    /// Ours and intact, but too old.
    record Expired(Instant validUntil) implements Reading {}

    /// Nothing that anybody made, or changed on its way.
    record Malformed() implements Reading {}

    /// Made by the server of another resource.
    record OtherResource() implements Reading {}
  }
}
