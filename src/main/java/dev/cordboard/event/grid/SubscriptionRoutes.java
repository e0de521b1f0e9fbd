package dev.cordboard.event.grid;

import dev.cordboard.http.ErrorReply;
import dev.cordboard.http.Exchange;
import dev.cordboard.http.Reply;
import dev.cordboard.http.Route;
import dev.cordboard.http.Route.Access;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `/cordboard/eventSubscriptions`, and the validation URL that needs no signature.
public final class SubscriptionRoutes {
  /// Most endpoints answer at once, and then the answer to POST can say `active`. One that cannot
  /// answer before it has ours is asked on while we answer.
  private static final long FIRST_CHECK_MILLIS = 2_000;

  private final Subscriptions subscriptions;

  /// The routes of these subscriptions.
  public SubscriptionRoutes(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  /// The route table's entries.
  public List<Route> routes() {
    return List.of(
        new Route("POST", Topic.PATH, Access.KEY, this::create),
        new Route("GET", Topic.PATH, Access.KEY, _ -> list()),
        new Route("GET", Topic.PATH + "/{id}", Access.KEY, this::read),
        new Route("DELETE", Topic.PATH + "/{id}", Access.KEY, this::delete),
        new Route("GET", Topic.PATH + "/{id}:validate", Access.OPEN, this::validate));
  }

  private Reply create(Exchange exchange) {
    Subscription created;
    try {
      created = subscriptions.create(SubscriptionJson.read(exchange.body()));
    } catch (SubscriptionJson.Malformed | IllegalArgumentException e) {
      return ErrorReply.of(400, "8523", String.valueOf(e.getMessage()));
    }
    awaitFirstCheck(created);
    return Reply.json(201, SubscriptionJson.bytes(SubscriptionJson.write(created)));
  }

  private Reply list() {
    return Reply.json(200, SubscriptionJson.list(subscriptions.list()));
  }

  private Reply read(Exchange exchange) {
    return subscriptions
        .find(id(exchange))
        .map(each -> Reply.json(200, SubscriptionJson.bytes(SubscriptionJson.write(each))))
        .orElseGet(SubscriptionRoutes::notFound);
  }

  private Reply delete(Exchange exchange) {
    return subscriptions.remove(id(exchange)) ? Reply.empty(204) : notFound();
  }

  private Reply validate(Exchange exchange) {
    var code = exchange.query().getOrDefault("code", "");
    return subscriptions.validate(id(exchange), code) ? Reply.empty(200) : notFound();
  }

  private static void awaitFirstCheck(Subscription created) {
    try {
      created.firstCheck().await(FIRST_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String id(Exchange exchange) {
    return exchange.pathParameters().getOrDefault("id", "");
  }

  private static Reply notFound() {
    return ErrorReply.of(404, "8522", "Event subscription not found.");
  }
}
