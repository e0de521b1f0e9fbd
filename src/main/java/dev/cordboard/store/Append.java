package dev.cordboard.store;

import java.util.List;

/// What one step of a call adds to the store, all or nothing.
///
/// @param epoch which owner of the call writes; a write of an older owner is refused
/// @param expectedSequence the number of the first entry: how many entries the call has so far
/// @param awaited whether somebody waits for it to be durable (an acknowledgement, an event); what
///   nobody waits for rides along with the next that somebody does, or goes a little later
/// @param finished whether the call is over with it
public record Append(
    String callId,
    long epoch,
    long expectedSequence,
    List<byte[]> entries,
    List<OutboxRow> outbox,
    boolean awaited,
    boolean finished) {
  public Append {
    entries = List.copyOf(entries);
    outbox = List.copyOf(outbox);
  }
}
