package dev.cordboard.journal;

import dev.cordboard.call.CallEvent;
import dev.cordboard.call.GridEvent;
import java.time.Instant;

/// An event on its way out: written with the input that caused it, kept until delivered.
///
/// @param eventId the id that receivers see, the same in every try
/// @param at when it was written
public record OutboxEntry(String eventId, Instant at, Content content) {

  /// What is delivered.
  public sealed interface Content {
    /// To a connection's application.
    record Callback(CallEvent event) implements Content {}

    /// To the Event Grid subscriptions.
    record Grid(GridEvent event) implements Content {}
  }
}
