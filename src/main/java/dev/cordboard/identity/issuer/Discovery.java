package dev.cordboard.identity.issuer;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.cordboard.config.IssuerSettings;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Finds the keys that an issuer publishes: its OpenID configuration names their place (OpenID
/// Connect Discovery §4).
final class Discovery {
  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
  private static final JsonMapper JSON = new JsonMapper();

  /// NIST SP 800-57: less is no signature any more.
  private static final int LEAST_RSA_BITS = 2048;

  private final IssuerSettings settings;
  private final DocumentSource documents;

  Discovery(IssuerSettings settings, DocumentSource documents) {
    this.settings = settings;
    this.documents = documents;
  }

  /// The keys by their ids; empty when they cannot be had now.
  Optional<Map<String, JWK>> keys() {
    var configuration = documents.get(settings.configuration());
    if (configuration.isEmpty()) {
      return missing("no document at " + settings.configuration());
    }
    var place = keysUrl(configuration.get());
    if (place.isEmpty()) {
      return missing("the configuration is not this issuer's, or its jwks_uri is no https URL");
    }
    var document = documents.get(place.get());
    if (document.isEmpty()) {
      return missing("no document at " + place.get());
    }
    var keys = parse(document.get()).filter(found -> !found.isEmpty());
    return keys.isPresent() ? keys : missing("no usable key at " + place.get());
  }

  private Optional<Map<String, JWK>> missing(String because) {
    LOG.warn("event=issuer_keys_not_found issuer={} because=\"{}\"", settings.issuer(), because);
    return Optional.empty();
  }

  /// A configuration that speaks for another issuer is not this one's (§4.3).
  private Optional<String> keysUrl(byte[] configuration) {
    try {
      var node = JSON.readTree(configuration);
      return Optional.of(node.path("jwks_uri"))
          .filter(_ -> settings.issuer().equals(node.path("issuer").asString("")))
          .filter(JsonNode::isString)
          .map(JsonNode::stringValue)
          .filter(IssuerSettings::isSafe);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Optional<Map<String, JWK>> parse(byte[] document) {
    try {
      var keys = new HashMap<String, JWK>();
      for (var key : JWKSet.parse(new String(document, StandardCharsets.UTF_8)).getKeys()) {
        if (isUsable(key)) {
          keys.put(key.getKeyID(), key.toPublicJWK());
        }
      }
      return Optional.of(Map.copyOf(keys));
    } catch (ParseException _) {
      return Optional.empty();
    }
  }

  private static boolean isUsable(JWK key) {
    boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
    return signs
        && key.getKeyID() != null
        && switch (key) {
          case RSAKey rsa -> rsa.size() >= LEAST_RSA_BITS;
          case ECKey curve -> curve.getCurve().equals(Curve.P_256);
          default -> false;
        };
  }
}
