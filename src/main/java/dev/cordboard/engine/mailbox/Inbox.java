package dev.cordboard.engine.mailbox;

/// Where the legs and timers of a call report to: its mailbox, with the room that signals have.
@FunctionalInterface
public interface Inbox {
  /// Posts; false: there was no room, and the call is being ended for it.
  boolean post(Letter letter);
}
