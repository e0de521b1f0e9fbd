package dev.cordboard.identity;

import dev.cordboard.config.IdentitySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a request of the Identity API says about a token.
///
/// @param scopes what for; empty when no token is wanted
record TokenRequest(List<String> scopes, Duration lifetime) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MINUTES = "expiresInMinutes";
  private static final int MIN_MINUTES = 60;
  private static final int MAX_MINUTES = 1440;

  /// Reads a body; none at all is one without members.
  static Outcome read(byte[] body, String scopesMember, IdentitySettings settings) {
    JsonNode root;
    try {
      root = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (JacksonException _) {
      return new Outcome.Bad("", "The request body is not valid JSON.");
    }
    if (!root.isObject()) {
      return new Outcome.Bad("", "The request body is not a JSON object.");
    }
    var scopes = new ArrayList<String>();
    if (!addScopes(root.path(scopesMember), scopes)) {
      return bad(
          scopesMember,
          "a list of " + String.join(", ", UserTokens.SCOPES.stream().sorted().toList()));
    }
    var minutes = root.path(MINUTES);
    if (minutes.isMissingNode() || minutes.isNull()) {
      return new Outcome.Read(new TokenRequest(scopes, settings.tokenLifetime()));
    }
    boolean inRange =
        minutes.isInt() && minutes.intValue() >= MIN_MINUTES && minutes.intValue() <= MAX_MINUTES;
    return inRange
        ? new Outcome.Read(new TokenRequest(scopes, Duration.ofMinutes(minutes.intValue())))
        : bad(MINUTES, "a number from " + MIN_MINUTES + " to " + MAX_MINUTES);
  }

  private static boolean addScopes(JsonNode node, List<String> scopes) {
    if (node.isMissingNode() || node.isNull()) {
      return true;
    }
    for (var scope : node) {
      if (!scope.isString() || !UserTokens.SCOPES.contains(scope.stringValue())) {
        return false;
      }
      scopes.add(scope.stringValue());
    }
    return node.isArray();
  }

  private static Outcome bad(String member, String expected) {
    return new Outcome.Bad(
        member, "The " + member + " field is invalid: expected " + expected + ".");
  }

  sealed interface Outcome {
    record Read(TokenRequest request) implements Outcome {}

    record Bad(String member, String message) implements Outcome {}
  }
}
