package dev.cordboard.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// An OpenID Connect issuer: it signs tokens, publishes its keys, and changes them when told to.
/// Its documents are read directly or, after [#listen], over HTTP on loopback.
public final class TestIssuer implements AutoCloseable {
  /// What its good tokens are for.
  public static final String AUDIENCE = "https://communication.azure.com/";

  private static final String CONFIGURATION = "/.well-known/openid-configuration";
  private static final String KEYS = "/keys";

  /// How often its keys were asked for.
  public final AtomicInteger fetches = new AtomicInteger();

  private final List<JWK> published = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private volatile boolean up = true;
  private volatile String url = "https://issuer.test";
  private volatile Optional<String> saysItIs = Optional.empty();

  /// One that publishes these keys.
  public TestIssuer(JWK... keys) {
    published.addAll(List.of(keys));
  }

  /// A key pair of this kind; making one takes long, so a test class shares them.
  public static RSAKey rsa(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A P-256 key pair.
  public static ECKey curve(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What its tokens say as `iss`.
  public String url() {
    return url;
  }

  /// Serves its documents on a free loopback port.
  public TestIssuer listen() throws IOException {
    var loopback = InetAddress.getLoopbackAddress();
    var server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    url = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext(
        "/",
        exchange -> {
          var body = document(url + exchange.getRequestURI());
          exchange.sendResponseHeaders(body.isPresent() ? 200 : 503, body.isPresent() ? 0 : -1);
          if (body.isPresent()) {
            exchange.getResponseBody().write(body.get());
          }
          exchange.close();
        });
    server.start();
    open.add(() -> server.stop(0));
    return this;
  }

  /// The document at an URL of its own, while it is up.
  public Optional<byte[]> document(String wanted) {
    if (wanted.equals(url + KEYS)) {
      fetches.incrementAndGet();
    }
    if (!up) {
      return Optional.empty();
    }
    return switch (wanted.substring(url.length())) {
      case CONFIGURATION ->
          bytes(
              "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}"
                  .formatted(saysItIs.orElse(url), url + KEYS));
      case KEYS -> bytes(new JWKSet(List.copyOf(published)).toString());
      default -> Optional.empty();
    };
  }

  /// Publishes these keys in place of those before.
  public void rotateTo(JWK... keys) {
    published.clear();
    published.addAll(List.of(keys));
  }

  /// Stops answering, or starts again.
  public void up(boolean answers) {
    up = answers;
  }

  /// Its configuration names somebody else.
  public void pretendToBe(String other) {
    saysItIs = Optional.of(other);
  }

  /// The claims of a good token that holds for an hour.
  public JWTClaimsSet.Builder claims(Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(url)
        .audience(AUDIENCE)
        .subject("application-1")
        .notBeforeTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(3600)));
  }

  /// A token with these claims, signed by a key of any kind.
  public static String sign(JWK key, JWSAlgorithm algorithm, JWTClaimsSet claims) {
    return sign(key, algorithm, claims, header -> header.keyID(key.getKeyID()));
  }

  /// The same with another header.
  public static String sign(
      JWK key,
      JWSAlgorithm algorithm,
      JWTClaimsSet claims,
      UnaryOperator<JWSHeader.Builder> header) {
    try {
      JWSSigner signer =
          switch (key) {
            case RSAKey rsa ->
                new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()));
            case ECKey curve -> new ECDSASigner(curve);
            default -> throw new IllegalArgumentException(key.getKeyType().getValue());
          };
      return serialized(header.apply(new JWSHeader.Builder(algorithm)).build(), claims, signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A token "signed" with a secret that everybody knows: a public key.
  public static String forge(byte[] secret, String keyId, JWTClaimsSet claims) {
    try {
      var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId).build();
      return serialized(header, claims, new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String serialized(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    var token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  private static Optional<byte[]> bytes(String text) {
    return Optional.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws Exception {
    for (var each : open) {
      each.close();
    }
  }
}
