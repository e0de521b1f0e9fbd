package dev.cordboard.event;

import dev.cordboard.http.Exchange;
import dev.cordboard.http.Reply;
import dev.cordboard.http.Route;
import dev.cordboard.http.Route.Access;
import dev.cordboard.identity.SigningKey;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/// What receivers need to verify callback tokens, open to everybody: the keys and the OpenID
/// configuration, at the service's own paths.
final class ServerRoutes {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String KEYS = "/calling/keys";

  private final SigningKey key;
  private final Supplier<String> issuer;
  private final Supplier<String> endpoint;

  ServerRoutes(SigningKey key, Supplier<String> issuer, Supplier<String> endpoint) {
    this.key = key;
    this.issuer = issuer;
    this.endpoint = endpoint;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", KEYS, Access.OPEN, _ -> Reply.json(200, key.publicKeys())),
        new Route(
            "GET",
            "/calling/.well-known/acsopenidconfiguration",
            Access.OPEN,
            this::configuration));
  }

  private Reply configuration(Exchange exchange) {
    var node =
        JSON.createObjectNode().put("issuer", issuer.get()).put("jwks_uri", endpoint.get() + KEYS);
    node.putArray("id_token_signing_alg_values_supported").add("RS256");
    node.putArray("response_types_supported").add("id_token");
    node.putArray("subject_types_supported").add("pairwise");
    return Reply.json(200, JSON.writeValueAsBytes(node));
  }
}
