package dev.cordboard.testkit;

import dev.cordboard.store.Append;
import dev.cordboard.store.Batch;
import dev.cordboard.store.Commit;
import dev.cordboard.store.DirectoryRow;
import dev.cordboard.store.OutboxRow;
import dev.cordboard.store.Store;
import dev.cordboard.store.UnfinishedCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A store whose disk the test plays: it writes at once, holds writes back until told, or fails.
public final class FakeStore implements Store {
  /// What the disk does.
  public enum Disk {
    WORKS,
    HANGS,
    BROKEN
  }

  private record Waiting(Batch batch, Commit commit) {}

  private final Map<String, List<byte[]>> journals = new LinkedHashMap<>();
  private final Map<String, Long> unfinished = new LinkedHashMap<>();
  private final Map<String, byte[]> requests = new LinkedHashMap<>();
  private final List<OutboxRow> outbox = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private Disk disk = Disk.WORKS;
  private boolean failNext;

  /// From now on.
  public synchronized void disk(Disk now) {
    disk = now;
  }

  /// Writes what waits: the disk works again.
  public void letGo() {
    List<Waiting> now;
    synchronized (this) {
      disk = Disk.WORKS;
      now = List.copyOf(waiting);
      waiting.clear();
    }
    now.forEach(each -> write(each.batch(), each.commit()));
  }

  /// The next write fails, and no other.
  public synchronized void failNext() {
    failNext = true;
  }

  /// Makes every journal unreadable.
  public synchronized void spoil() {
    journals.values().forEach(journal -> journal.replaceAll(_ -> new byte[] {99}));
  }

  /// Waits until so many writes wait.
  public synchronized void awaitWaiting(int count) throws InterruptedException {
    while (waiting.size() < count) {
      wait();
    }
  }

  /// How many writes wait.
  public synchronized int waiting() {
    return waiting.size();
  }

  @Override
  public void append(Batch batch, Commit commit) {
    Disk now;
    synchronized (this) {
      now = failNext ? Disk.BROKEN : disk;
      failNext = false;
      if (now == Disk.HANGS) {
        waiting.add(new Waiting(batch, commit));
        notifyAll();
      }
    }
    switch (now) {
      case WORKS -> write(batch, commit);
      case BROKEN -> commit.failed(Commit.Failure.WRITE_FAILED);
      case HANGS -> {}
    }
  }

  private void write(Batch batch, Commit commit) {
    if (keep(batch)) {
      commit.durable();
    } else {
      commit.failed(Commit.Failure.STALE_WRITER);
    }
  }

  private synchronized boolean keep(Batch batch) {
    if (!batch.steps().stream().allMatch(this::fits)) {
      return false;
    }
    batch.steps().forEach(this::keep);
    batch.request().ifPresent(row -> requests.put(row.key(), row.bytes()));
    return true;
  }

  private boolean fits(Append append) {
    return journal(append.callId()).size() == append.expectedSequence()
        && append.epoch() >= unfinished.getOrDefault(append.callId(), 0L);
  }

  private void keep(Append append) {
    var journal = journals.computeIfAbsent(append.callId(), _ -> new ArrayList<>());
    journal.addAll(append.entries());
    outbox.addAll(append.outbox());
    unfinished.put(append.callId(), append.epoch());
    if (append.finished()) {
      unfinished.remove(append.callId());
    }
  }

  @Override
  public synchronized Optional<byte[]> request(String key) {
    return Optional.ofNullable(requests.get(key));
  }

  @Override
  public void delivered(String eventId) {}

  @Override
  public synchronized List<OutboxRow> pendingOutbox() {
    return List.copyOf(outbox);
  }

  @Override
  public synchronized List<UnfinishedCall> unfinishedCalls() {
    return unfinished.entrySet().stream()
        .map(
            call ->
                new UnfinishedCall(call.getKey(), call.getValue(), journal(call.getKey()).size()))
        .toList();
  }

  @Override
  public synchronized List<byte[]> journal(String callId) {
    return List.copyOf(journals.getOrDefault(callId, List.of()));
  }

  @Override
  public void put(String kind, String key, byte[] bytes) {}

  @Override
  public Optional<byte[]> get(String kind, String key) {
    return Optional.empty();
  }

  @Override
  public List<DirectoryRow> list(String kind) {
    return List.of();
  }

  @Override
  public void delete(String kind, String key) {}

  @Override
  public synchronized boolean writable() {
    return disk != Disk.BROKEN;
  }

  @Override
  public void close() {}
}
