package dev.cordboard.identity;

import dev.cordboard.config.IdentitySettings;
import dev.cordboard.http.DatedVersion;
import dev.cordboard.http.ErrorReply;
import dev.cordboard.http.Exchange;
import dev.cordboard.http.Reply;
import dev.cordboard.http.Route;
import dev.cordboard.http.Route.Access;
import dev.cordboard.identity.TokenRequest.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The Identity API as the official identity SDKs call it, and our own route for SIP passwords.
public final class IdentityRoutes {
  private static final JsonMapper JSON = new JsonMapper();

  private final Directory directory;
  private final UserTokens tokens;
  private final IdentitySettings settings;

  public IdentityRoutes(Directory directory, UserTokens tokens, IdentitySettings settings) {
    this.directory = directory;
    this.tokens = tokens;
    this.settings = settings;
  }

  /// The routes, for the server's table.
  public List<Route> routes() {
    return List.of(
        versioned("POST", "/identities", this::create),
        versioned("POST", "/identities/{id}/:issueAccessToken", this::issueToken),
        versioned("POST", "/identities/{id}/:revokeAccessTokens", this::revokeTokens),
        versioned("DELETE", "/identities/{id}", this::delete),
        versioned(
            "POST",
            "/teamsUser/:exchangeAccessToken",
            _ -> ErrorReply.of(405, "8520", "exchangeAccessToken is not implemented.")),
        new Route(
            "POST", "/cordboard/users/{id}:issueSipPassword", Access.KEY, this::issueSipPassword));
  }

  private Reply create(Exchange exchange) {
    return switch (TokenRequest.read(exchange.body(), "createTokenWithScopes", settings)) {
      case Outcome.Bad(var member, var message) -> bad(member, message);
      case Outcome.Read(var request) -> {
        var user = directory.create();
        var answer = JSON.createObjectNode();
        answer.putObject("identity").put("id", user.rawId());
        if (!request.scopes().isEmpty()) {
          tokens
              .issue(user.rawId(), request.scopes(), request.lifetime())
              .ifPresent(token -> answer.set("accessToken", json(token)));
        }
        yield json(201, answer);
      }
    };
  }

  private Reply issueToken(Exchange exchange) {
    return switch (TokenRequest.read(exchange.body(), "scopes", settings)) {
      case Outcome.Bad(var member, var message) -> bad(member, message);
      case Outcome.Read(var request) ->
          request.scopes().isEmpty()
              ? bad("scopes", "The scopes field is required.")
              : tokens
                  .issue(id(exchange), request.scopes(), request.lifetime())
                  .map(token -> json(200, json(token)))
                  .orElseGet(IdentityRoutes::unknown);
    };
  }

  private Reply revokeTokens(Exchange exchange) {
    return directory.revokeTokens(id(exchange)) ? Reply.empty(204) : unknown();
  }

  private Reply delete(Exchange exchange) {
    return directory.delete(id(exchange)) ? Reply.empty(204) : unknown();
  }

  private Reply issueSipPassword(Exchange exchange) {
    return directory
        .issueSipPassword(id(exchange))
        .map(
            login ->
                json(
                    200,
                    JSON.createObjectNode()
                        .put("username", login.username())
                        .put("password", login.password())
                        .put("realm", login.realm())))
        .orElseGet(IdentityRoutes::unknown);
  }

  private static Route versioned(String method, String path, Function<Exchange, Reply> action) {
    return new Route(
        method,
        path,
        Access.KEY,
        exchange ->
            // Every version has the same shapes as far as they go.
            DatedVersion.of(exchange).isPresent()
                ? action.apply(exchange)
                : ErrorReply.noResource(exchange));
  }

  private static String id(Exchange exchange) {
    return exchange.pathParameters().getOrDefault("id", "");
  }

  private static ObjectNode json(UserTokens.AccessToken token) {
    return JSON.createObjectNode()
        .put("token", token.token())
        .put("expiresOn", token.expiresOn().toString());
  }

  private static Reply json(int status, ObjectNode body) {
    return Reply.json(status, JSON.writeValueAsBytes(body));
  }

  private static Reply bad(String member, String message) {
    return ErrorReply.of(400, "8523", message, Optional.of(member).filter(each -> !each.isEmpty()));
  }

  private static Reply unknown() {
    return ErrorReply.of(404, "IdentityNotFound", "The identity was not found.");
  }
}
