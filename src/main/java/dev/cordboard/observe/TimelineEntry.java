package dev.cordboard.observe;

import java.time.Instant;

/// One arrow of a call's ladder.
///
/// @param from where it starts: `application`, `cordboard`, or the name of a phone or device
/// @param to where it ends
/// @param what what went along it, in the words of its protocol
public record TimelineEntry(Instant at, Kind kind, String from, String to, String what) {
  /// What sort of arrow it is.
  public enum Kind {
    /// A request of an application.
    REST,
    /// A SIP message.
    SIP,
    /// An event to a connection's application.
    EVENT,
    /// An event to the Event Grid subscriptions.
    GRID,
    /// Something inside the server.
    INTERNAL
  }
}
