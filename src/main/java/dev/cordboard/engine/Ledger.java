package dev.cordboard.engine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.machine.Step;
import dev.cordboard.engine.mailbox.Letter;
import dev.cordboard.journal.JournalCodec;
import dev.cordboard.journal.OutboxEntry;
import dev.cordboard.store.Append;
import dev.cordboard.store.Batch;
import dev.cordboard.store.Commit;
import dev.cordboard.store.OutboxRow;
import dev.cordboard.store.RequestRow;
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

  /// The next entry, to be written now.
  Entry entry(CallInput input, Step step, Letter letter) {
    boolean finished = step.effects().stream().anyMatch(CallEffect.Finish.class::isInstance);
    return entry(input, finished, new Outcome(step.reply(), letter, events(step)));
  }

  void write(CallInput input, Step step, Letter letter) {
    write(List.of(entry(input, step, letter)));
  }

  /// Closes the journal of a call of which nothing can be read: nobody is left to be told.
  void close(CallInput.End end) {
    var outcome = new Outcome(Optional.empty(), Endings.NOBODY, List.of());
    write(List.of(entry(end, true, outcome)));
  }

  /// Writes entries of several calls, all or nothing, with what is to be remembered of the request
  /// behind them.
  void write(List<Entry> entries) {
    var request = entries.stream().flatMap(each -> each.outcome.request().stream()).findFirst();
    var batch = new Batch(entries.stream().map(Entry::append).toList(), request);
    exchange
        .parts()
        .store()
        .append(batch, entries.size() == 1 ? entries.getFirst().outcome : all(entries));
  }

  private static Commit all(List<Entry> entries) {
    return new Commit() {
      @Override
      public void durable() {
        entries.forEach(each -> each.outcome.durable());
      }

      @Override
      public void failed(Failure failure) {
        entries.forEach(each -> each.outcome.failed(failure));
      }
    };
  }

  private Entry entry(CallInput input, boolean finished, Outcome outcome) {
    var append =
        new Append(
            callId,
            epoch,
            sequence++,
            List.of(JournalCodec.encode(input)),
            outcome.events.stream().map(Ledger::row).toList(),
            outcome.reply.isPresent() || !outcome.events.isEmpty(),
            finished);
    return new Entry(append, outcome);
  }

  /// A step to be written, and who waits for it.
  record Entry(Append append, Outcome outcome) {}

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
  final class Outcome implements Commit {
    private final Optional<CallReply> reply;
    private final Letter letter;
    private final List<OutboxEntry> events;

    private Outcome(Optional<CallReply> reply, Letter letter, List<OutboxEntry> events) {
      this.reply = reply;
      this.letter = letter;
      this.events = events;
    }

    Optional<RequestRow> request() {
      return reply.flatMap(letter::request);
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
