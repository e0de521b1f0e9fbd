package dev.cordboard.event.grid;

import java.util.function.Supplier;

/// What events come from: this server's resource, at its endpoint.
///
/// @param endpoint without a trailing slash; known once the server is bound
public record Topic(String resourceId, Supplier<String> endpoint) {
  static final String PATH = "/cordboard/eventSubscriptions";

  String name() {
    return "/cordboard/resources/" + resourceId;
  }

  String validationUrl(Subscription subscription) {
    return endpoint.get()
        + PATH
        + "/"
        + subscription.id()
        + ":validate?code="
        + subscription.code();
  }
}
