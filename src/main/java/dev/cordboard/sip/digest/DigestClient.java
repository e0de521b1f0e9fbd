package dev.cordboard.sip.digest;

import dev.cordboard.base.IdSource;
import dev.cordboard.config.TrunkAccountSettings;
import dev.cordboard.sip.dialog.Authorizer;
import dev.cordboard.sip.message.AuthField;
import dev.cordboard.sip.message.Header;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.SipUri;
import java.util.List;
import java.util.Optional;

/// Answers the challenges of one trunk with our account there (RFC 7616).
///
/// The realm is fixed: by the configuration, else by the trunk's first challenge. Another one is
/// not answered, wherever it comes from.
public final class DigestClient implements Authorizer {
  private final TrunkAccountSettings account;
  private final IdSource ids;
  private String realm;

  /// For this account, at the trunk that it belongs to.
  public DigestClient(TrunkAccountSettings account, IdSource ids) {
    this.account = account;
    this.ids = ids;
    this.realm = account.realm();
  }

  @Override
  public Optional<Header> answer(SipMethod method, SipUri uri, SipResponse challenge) {
    boolean proxy = challenge.status() == 407;
    var name = proxy ? HeaderName.PROXY_AUTHENTICATE : HeaderName.WWW_AUTHENTICATE;
    for (var field : challenge.auth(name)) {
      var algorithm = DigestAlgorithm.of(field.get("algorithm").orElse(""));
      if (field.isDigest() && algorithm.isPresent() && knows(field) && speaks(field)) {
        var answer = answer(field, algorithm.get(), method.name(), uri.text());
        return Optional.of(
            Header.of(proxy ? HeaderName.PROXY_AUTHORIZATION : HeaderName.AUTHORIZATION, answer));
      }
    }
    return Optional.empty();
  }

  private boolean knows(AuthField field) {
    var named = field.get("realm").orElse("");
    if (realm.isEmpty()) {
      realm = named;
    }
    return realm.equals(named);
  }

  /// Whether its quality of protection is one of ours: `auth`, or none at all (RFC 2069).
  private static boolean speaks(AuthField field) {
    var offered = field.lower("qop").orElse("");
    return offered.isEmpty() || options(offered).contains("auth");
  }

  private static List<String> options(String qop) {
    return List.of(qop.split("\\s*,\\s*"));
  }

  private String answer(AuthField field, DigestAlgorithm algorithm, String method, String uri) {
    var named = field.get("realm").orElse("");
    var qop = field.get("qop").orElse("").isEmpty() ? "" : "auth";
    var nonce =
        new Digest.Nonce(
            field.get("nonce").orElse(""), "00000001", qop.isEmpty() ? "" : ids.token(8), qop);
    var ha1 = Digest.hash(algorithm, account.username() + ":" + named + ":" + account.password());
    var text =
        new StringBuilder("Digest username=")
            .append(quoted(account.username()))
            .append(", realm=")
            .append(quoted(named))
            .append(", nonce=")
            .append(quoted(nonce.value()))
            .append(", uri=")
            .append(quoted(uri))
            .append(", response=\"")
            .append(Digest.response(algorithm, ha1, method, uri, nonce))
            .append('"');
    field.get("algorithm").ifPresent(each -> text.append(", algorithm=").append(algorithm.token()));
    field.get("opaque").ifPresent(opaque -> text.append(", opaque=").append(quoted(opaque)));
    if (!qop.isEmpty()) {
      text.append(", qop=auth, nc=00000001, cnonce=").append(quoted(nonce.client()));
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
