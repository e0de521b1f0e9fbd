package dev.cordboard.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Tables in memory, for a server that need not outlive its process. Nothing in it can fail, so a
/// transaction has nothing to undo.
final class MemoryTables implements Tables, Reads {
  private static final int MOST_FINISHED = 1_000;

  private final Map<String, Journal> journals = new LinkedHashMap<>();
  private final Map<String, OutboxRow> outbox = new LinkedHashMap<>();
  private final Map<String, TreeMap<String, byte[]>> directory = new TreeMap<>();

  private final Map<String, RequestRead> requests = new LinkedHashMap<>();
  private final Deque<Finished> finished = new ArrayDeque<>();

  private record Finished(String callId, Instant at) {}

  private static final class Journal {
    long epoch;
    boolean finished;
    final List<byte[]> entries = new ArrayList<>();
  }

  @Override
  public synchronized Optional<Commit.Failure> append(Batch batch, Instant now) {
    if (!batch.steps().stream().allMatch(this::mayWrite)) {
      return Optional.of(Commit.Failure.STALE_WRITER);
    }
    batch.steps().forEach(step -> append(step, now));
    batch.request().ifPresent(row -> keep(row, now));
    return Optional.empty();
  }

  private boolean mayWrite(Append append) {
    var journal = Optional.ofNullable(journals.get(append.callId())).orElseGet(Journal::new);
    return append.epoch() >= journal.epoch
        && append.expectedSequence() == journal.entries.size()
        && !journal.finished;
  }

  private void append(Append append, Instant now) {
    var journal = journals.computeIfAbsent(append.callId(), _ -> new Journal());
    journal.epoch = append.epoch();
    journal.entries.addAll(append.entries());
    if (append.finished()) {
      journal.finished = true;
      finished.addLast(new Finished(append.callId(), now));
    }
    append.outbox().forEach(row -> outbox.put(row.eventId(), row));
  }

  private void keep(RequestRow row, Instant now) {
    requests.remove(row.key());
    requests.put(row.key(), new RequestRead(row.bytes().clone(), now));
  }

  @Override
  public synchronized void delivered(String eventId) {
    outbox.remove(eventId);
  }

  @Override
  public synchronized void put(String kind, String key, byte[] bytes) {
    directory.computeIfAbsent(kind, _ -> new TreeMap<>()).put(key, bytes.clone());
  }

  @Override
  public synchronized void delete(String kind, String key) {
    directory.getOrDefault(kind, new TreeMap<>()).remove(key);
  }

  @Override
  public synchronized int forgetFinished(Instant before, int keep, int limit) {
    int excess = finished.size() - Math.min(keep, MOST_FINISHED);
    int forgotten = 0;
    while (forgotten < limit && !finished.isEmpty()) {
      var oldest = finished.getFirst();
      if (forgotten >= excess && !oldest.at.isBefore(before)) {
        break;
      }
      journals.remove(oldest.callId);
      finished.removeFirst();
      forgotten++;
    }
    return forgotten;
  }

  @Override
  public synchronized int forgetRequests(Instant before, int keep, int limit) {
    int forgotten = 0;
    var oldest = requests.values().iterator();
    while (forgotten < limit
        && oldest.hasNext()
        && (oldest.next().at().isBefore(before) || requests.size() > keep)) {
      oldest.remove();
      forgotten++;
    }
    return forgotten;
  }

  @Override
  public synchronized Optional<RequestRead> request(String key) {
    return Optional.ofNullable(requests.get(key));
  }

  @Override
  public synchronized List<OutboxRow> pendingOutbox() {
    return List.copyOf(outbox.values());
  }

  @Override
  public synchronized List<UnfinishedCall> unfinishedCalls() {
    return journals.entrySet().stream()
        .filter(each -> !each.getValue().finished)
        .map(
            each ->
                new UnfinishedCall(
                    each.getKey(), each.getValue().epoch, each.getValue().entries.size()))
        .toList();
  }

  @Override
  public synchronized List<byte[]> journal(String callId) {
    var journal = journals.get(callId);
    return journal == null ? List.of() : List.copyOf(journal.entries);
  }

  @Override
  public synchronized Optional<byte[]> get(String kind, String key) {
    return Optional.ofNullable(directory.getOrDefault(kind, new TreeMap<>()).get(key))
        .map(byte[]::clone);
  }

  @Override
  public synchronized List<DirectoryRow> list(String kind) {
    return directory.getOrDefault(kind, new TreeMap<>()).entrySet().stream()
        .map(each -> new DirectoryRow(each.getKey(), each.getValue().clone()))
        .toList();
  }

  @Override
  public void begin() {}

  @Override
  public void commit() {}

  @Override
  public void rollback() {}

  @Override
  public void probe() {}

  @Override
  public void close() {}
}
