package dev.cordboard.sip.digest;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.DigestSettings;
import dev.cordboard.sip.message.AuthField;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/// Checks digest answers (RFC 7616, RFC 8760) without keeping anything for those who have none.
///
/// An unknown user is checked against a password that nobody has: same work, same answer.
public final class Authenticator {
  /// What a request proves.
  public sealed interface Proof {
    /// It comes from this account.
    record Valid(String account) implements Proof {}

    /// It proves nothing, or nothing any more: to be challenged.
    record None(boolean stale) implements Proof {}

    /// Its source has guessed wrong too often.
    record MustWait() implements Proof {}
  }

  private final DigestSettings settings;
  private final List<DigestAlgorithm> algorithms;
  private final CredentialSource credentials;
  private final Nonces nonces;
  private final BackOff backOff;
  private final String nobodysHa1;
  private final Metrics.Counter failures;

  public Authenticator(
      DigestSettings settings,
      CredentialSource credentials,
      TimeSource time,
      IdSource ids,
      Metrics metrics) {
    this.settings = settings;
    this.algorithms =
        settings.algorithms().stream().flatMap(name -> DigestAlgorithm.of(name).stream()).toList();
    this.credentials = credentials;
    this.nonces = new Nonces(time, settings.nonceLifetime(), ids.token(32));
    this.backOff = new BackOff(time, settings.attempts(), settings.backOff());
    this.nobodysHa1 = ids.token(16);
    this.failures = metrics.counter("cordboard.sip.digest.failures");
  }

  /// Checks every Authorization for our realm: the one that verifies counts.
  public Proof check(SipRequest request, InetAddress source) {
    var fields =
        request.auth(HeaderName.AUTHORIZATION).stream()
            .filter(AuthField::isDigest)
            .filter(field -> field.get("realm").orElse("").equals(settings.realm()))
            .toList();
    if (fields.isEmpty()) {
      return new Proof.None(false);
    }
    if (backOff.mustWait(source)) {
      return new Proof.MustWait();
    }
    boolean stale = false;
    boolean wrong = false;
    for (var field : fields) {
      var answer = Answer.of(field);
      var verdict = nonces.judge(answer.nonce().value(), source, answer.count());
      var account = verify(answer, request);
      if (verdict == Nonces.Verdict.FRESH && account.isPresent()) {
        nonces.use(answer.nonce().value(), answer.count());
        backOff.right(source);
        return new Proof.Valid(account.get());
      }
      stale |= verdict == Nonces.Verdict.STALE && account.isPresent();
      wrong |= verdict != Nonces.Verdict.FORGED && account.isEmpty();
    }
    return refused(source, stale, wrong);
  }

  private Proof refused(InetAddress source, boolean stale, boolean wrong) {
    if (wrong && !stale) {
      failures.increment();
      backOff.wrong(source);
    }
    return new Proof.None(stale);
  }

  /// Whether this name stands for the account: its own, or an alias.
  public boolean owns(String account, String name) {
    return credentials.find(name).map(Credential::account).filter(account::equals).isPresent();
  }

  /// Adds one challenge for each algorithm, the preferred one first (RFC 8760 §2.3).
  public SipResponse.Builder challenge(
      SipResponse.Builder response, InetAddress source, boolean stale) {
    var nonce = nonces.issue(source);
    for (var algorithm : algorithms) {
      response.add(
          HeaderName.WWW_AUTHENTICATE,
          "Digest realm=\"%s\", nonce=\"%s\", algorithm=%s, qop=\"auth\"%s"
              .formatted(settings.realm(), nonce, algorithm.token(), stale ? ", stale=true" : ""));
    }
    return response;
  }

  private Optional<String> verify(Answer answer, SipRequest request) {
    var offered = answer.algorithm().filter(algorithms::contains);
    var algorithm = offered.orElse(algorithms.getFirst());
    var known = credentials.find(answer.username());
    var ha1 = known.map(each -> each.ha1().get(algorithm));
    var expected =
        Digest.response(
            algorithm,
            ha1.orElse(nobodysHa1),
            request.method().name(),
            answer.uri(),
            answer.nonce());
    boolean right =
        MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.US_ASCII),
            answer.response().getBytes(StandardCharsets.US_ASCII));
    boolean complete = offered.isPresent() && answer.form();
    return right && complete && ha1.isPresent() ? known.map(Credential::account) : Optional.empty();
  }

  /// One Authorization field, read.
  ///
  /// @param count of the nonce's use; the largest one when the phone does not count (RFC 2069), so
  ///   that its nonce is good for once
  private record Answer(
      String username,
      String uri,
      String response,
      Optional<DigestAlgorithm> algorithm,
      Digest.Nonce nonce,
      long count) {
    static Answer of(AuthField field) {
      var qop = field.lower("qop").orElse("");
      var count = field.get("nc").orElse("");
      return new Answer(
          field.get("username").orElse(""),
          field.get("uri").orElse(""),
          field.lower("response").orElse(""),
          DigestAlgorithm.of(field.get("algorithm").orElse("")),
          new Digest.Nonce(
              field.get("nonce").orElse(""), count, field.get("cnonce").orElse(""), qop),
          qop.isEmpty() ? Long.MAX_VALUE : read(count));
    }

    /// Whether it says what its qop needs.
    boolean form() {
      boolean counted = nonce.qop().equals("auth") && count > 0 && !nonce.client().isEmpty();
      return nonce.qop().isEmpty() || counted;
    }

    private static long read(String count) {
      return count.matches("[0-9a-fA-F]{8}") ? Long.parseLong(count, 16) : 0;
    }
  }
}
