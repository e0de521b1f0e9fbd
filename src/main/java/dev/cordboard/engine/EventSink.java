package dev.cordboard.engine;

import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.journal.OutboxEntry;
import java.util.List;

/// What the engine needs from the delivery of events, which lives above it; wired in `Main`.
public interface EventSink {
  /// These events survive a crash now, and may leave. Called on the store's writer thread, in the
  /// order of the writes: must be quick.
  void durable(List<OutboxEntry> entries);

  /// The answer that announces a connection has been written: its events may leave.
  void announced(String connectionId);

  /// Whether an application would hear of an incoming call. Called on the SIP loop: must answer
  /// from memory.
  boolean incomingCallSubscribed(CommunicationIdentifier from, CommunicationIdentifier to);
}
