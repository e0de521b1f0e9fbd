package dev.cordboard.event;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.event.grid.GridSources;
import dev.cordboard.identity.SigningKey;
import dev.cordboard.store.Store;
import java.util.function.Supplier;

/// What the delivery of events needs from the rest of the server.
///
/// @param endpoint the server's own address, known once it is bound: `https://localhost:8443`
/// @param resourceId the audience of callback tokens, and part of the topic of Event Grid events
public record EventParts(
    Store store,
    SigningKey key,
    GridSources sources,
    Supplier<String> endpoint,
    String resourceId,
    TimeSource time,
    IdSource ids,
    Metrics metrics) {

  /// The endpoint as tokens and URLs carry it.
  public String bareEndpoint() {
    var text = endpoint.get();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
