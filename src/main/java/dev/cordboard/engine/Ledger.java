package dev.cordboard.engine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.machine.Step;
import dev.cordboard.journal.JournalCodec;
import dev.cordboard.journal.OutboxEntry;
import dev.cordboard.store.Append;
import dev.cordboard.store.Commit;
import dev.cordboard.store.OutboxRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The journal of one call: writes each step, and holds its answer and its events back until it is
/// durable. Touched by the one reader of the call's mailbox; the outcomes come on the store's
/// writer thread.
final class Ledger {
  /// The lane of everything that goes to Event Grid.
  private static final String GRID = "grid";

  private final Exchange exchange;
  private final String callId;
  private final long epoch;
  private final Consumer<Commit.Failure> whenUnwritten;
  private long sequence;

  Ledger(
      Exchange exchange,
      String callId,
      long epoch,
      long sequence,
      Consumer<Commit.Failure> whenUnwritten) {
    this.exchange = exchange;
    this.callId = callId;
    this.epoch = epoch;
    this.sequence = sequence;
    this.whenUnwritten = whenUnwritten;
  }

  void write(CallInput input, Step step, Letter letter) {
    boolean finished = step.effects().stream().anyMatch(CallEffect.Finish.class::isInstance);
    append(input, finished, new Outcome(step.reply(), letter, events(step)));
  }

  /// Closes the journal of a call of which nothing can be read: nobody is left to be told.
  void close(CallInput.End end) {
    append(end, true, new Outcome(Optional.empty(), Endings.NOBODY, List.of()));
  }

  private void append(CallInput input, boolean finished, Outcome outcome) {
    var append =
        new Append(
            callId,
            epoch,
            sequence++,
            List.of(JournalCodec.encode(input)),
            outcome.events.stream().map(Ledger::row).toList(),
            outcome.reply.isPresent() || !outcome.events.isEmpty(),
            finished);
    exchange.parts().store().append(append, outcome);
  }

  private List<OutboxEntry> events(Step step) {
    var events = new ArrayList<OutboxEntry>();
    for (var effect : step.effects()) {
      content(effect)
          .ifPresent(
              content ->
                  events.add(
                      new OutboxEntry(
                          exchange.parts().tools().ids().uuid(), exchange.now(), content)));
    }
    return events;
  }

  private static Optional<OutboxEntry.Content> content(CallEffect effect) {
    if (effect instanceof CallEffect.Publish(var event)) {
      return Optional.of(new OutboxEntry.Content.Callback(event));
    }
    return effect instanceof CallEffect.PublishGrid(var event)
        ? Optional.of(new OutboxEntry.Content.Grid(event))
        : Optional.empty();
  }

  private static OutboxRow row(OutboxEntry entry) {
    var lane =
        switch (entry.content()) {
          case OutboxEntry.Content.Callback(var event) -> event.to().connectionId();
          case OutboxEntry.Content.Grid _ -> GRID;
        };
    return new OutboxRow(entry.eventId(), lane, JournalCodec.encode(entry), entry.at());
  }

  /// What waits for a step to be durable.
  private final class Outcome implements Commit {
    private final Optional<CallReply> reply;
    private final Letter letter;
    private final List<OutboxEntry> events;

    Outcome(Optional<CallReply> reply, Letter letter, List<OutboxEntry> events) {
      this.reply = reply;
      this.letter = letter;
      this.events = events;
    }

    @Override
    public void durable() {
      reply.ifPresent(letter::answered);
      if (!events.isEmpty()) {
        exchange.parts().events().durable(events);
      }
    }

    @Override
    public void failed(Failure failure) {
      reply.ifPresent(_ -> letter.answered(new CallReply.Overloaded()));
      whenUnwritten.accept(failure);
    }
  }
}
