package dev.cordboard.store;

import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.StoreSettings;
import dev.cordboard.store.Commit.Failure;
import dev.cordboard.store.Reads.RequestRead;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A store whose writes go through one platform thread, group after group: whatever waits when the
/// thread is free becomes one transaction. A native call would pin the carrier of a virtual thread,
/// so none is ever made on the caller's.
final class GroupStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(GroupStore.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofMinutes(1);

  /// Few at once: forgetting shares the transaction of those who wait.
  private static final int FORGET_AT_ONCE = 5;

  private final Tables tables;
  private final Reads reads;
  private final StoreSettings settings;
  private final TimeSource time;
  private final WriteQueue queue;
  private final Thread writer;
  private final Metrics.Counter groups;
  private final Metrics.Counter written;
  private final Metrics.Counter stale;
  private final Metrics.Counter failures;
  private final Metrics.Counter refused;

  private volatile boolean writable = true;
  private long forgetAtNanos;

  GroupStore(Tables tables, Reads reads, StoreSettings settings, TimeSource time, Metrics metrics) {
    this.tables = tables;
    this.reads = reads;
    this.settings = settings;
    this.time = time;
    this.queue = new WriteQueue(settings);
    this.groups = metrics.counter("store.groups");
    this.written = metrics.counter("store.writes", "outcome", "durable");
    this.stale = metrics.counter("store.writes", "outcome", "stale");
    this.failures = metrics.counter("store.writes", "outcome", "failed");
    this.refused = metrics.counter("store.writes", "outcome", "overloaded");
    metrics.gauge("store.queue", queue::size);
    metrics.gauge("store.writable", () -> writable ? 1 : 0);
    this.forgetAtNanos = time.nanoTime();
    this.writer = Thread.ofPlatform().name("store-writer").daemon().start(this::run);
  }

  @Override
  public void append(Batch batch, Commit commit) {
    submit(new Write.Steps(batch, commit));
  }

  @Override
  public Optional<byte[]> request(String key) {
    var oldest = time.now().minus(settings.requestRetention());
    return reads.request(key).filter(row -> !row.at().isBefore(oldest)).map(RequestRead::bytes);
  }

  @Override
  public void delivered(String eventId) {
    submit(new Write.Delivered(eventId));
  }

  @Override
  public void put(String kind, String key, byte[] bytes) {
    var wait = new AwaitedCommit(kind + " " + key);
    submit(new Write.Put(kind, key, bytes.clone(), wait));
    wait.await(writer);
  }

  @Override
  public void delete(String kind, String key) {
    var wait = new AwaitedCommit(kind + " " + key);
    submit(new Write.Delete(kind, key, wait));
    wait.await(writer);
  }

  @Override
  public List<OutboxRow> pendingOutbox() {
    return reads.pendingOutbox();
  }

  @Override
  public List<UnfinishedCall> unfinishedCalls() {
    return reads.unfinishedCalls();
  }

  @Override
  public List<byte[]> journal(String callId) {
    return reads.journal(callId);
  }

  @Override
  public Optional<byte[]> get(String kind, String key) {
    return reads.get(kind, key);
  }

  @Override
  public List<DirectoryRow> list(String kind) {
    return reads.list(kind);
  }

  @Override
  public boolean writable() {
    return writable;
  }

  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    reads.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void submit(Write write) {
    queue
        .offer(write)
        .ifPresent(
            failure -> {
              refused.increment();
              write.commit().failed(failure);
            });
  }

  private void run() {
    try {
      while (!queue.isDrained()) {
        var group = queue.take(writable ? IDLE : RETRY);
        if (!group.isEmpty() || !writable) {
          write(group);
        } else {
          forget();
        }
      }
    } finally {
      tables.close();
    }
  }

  private void forget() {
    int forgotten = FORGET_AT_ONCE;
    while (forgotten >= FORGET_AT_ONCE && writable && queue.size() == 0) {
      forgetAtNanos = time.nanoTime();
      forgotten = write(List.of());
    }
  }

  /// Writes a group and tells its writers; says how much was forgotten by the way.
  private int write(List<Write> group) {
    var outcomes = new ArrayList<Optional<Failure>>(group.size());
    int forgotten = 0;
    try {
      tables.begin();
      for (var each : group) {
        outcomes.add(each.to(tables, time.now()));
      }
      forgotten = forgetSome(group);
      if (!writable) {
        tables.probe();
      }
      tables.commit();
      groups.increment();
      works();
    } catch (SQLException | RuntimeException e) {
      tables.rollback();
      outcomes.clear();
      outcomes.addAll(Collections.nCopies(group.size(), Optional.of(Failure.WRITE_FAILED)));
      fails(e);
    }
    tell(group, outcomes);
    return forgotten;
  }

  private int forgetSome(List<Write> group) throws SQLException {
    if (time.nanoTime() - forgetAtNanos < 0) {
      return 0;
    }
    // As many requests as come, so that they cannot outgrow their limit however many come.
    int newRequests = (int) group.stream().filter(Write::remembersRequest).count();
    int forgotten =
        Math.max(
            tables.forgetFinished(
                time.now().minus(settings.journalRetention()),
                settings.finishedCalls(),
                FORGET_AT_ONCE),
            tables.forgetRequests(
                time.now().minus(settings.requestRetention()),
                settings.requests(),
                FORGET_AT_ONCE + newRequests));
    if (forgotten < FORGET_AT_ONCE) {
      forgetAtNanos = time.nanoTime() + RETRY.toNanos();
    }
    return forgotten;
  }

  private void tell(List<Write> group, List<Optional<Failure>> outcomes) {
    for (int i = 0; i < group.size(); i++) {
      var commit = group.get(i).commit();
      try {
        outcomes.get(i).ifPresentOrElse(failure -> refuse(commit, failure), () -> keep(commit));
      } catch (RuntimeException e) {
        // A bug of the one who waits; the others still have to hear.
        LOG.error("store: the writer of an entry failed on its outcome", e);
      }
    }
  }

  private void keep(Commit commit) {
    written.increment();
    commit.durable();
  }

  private void refuse(Commit commit, Failure failure) {
    (failure == Failure.STALE_WRITER ? stale : failures).increment();
    commit.failed(failure);
  }

  private void works() {
    if (!writable) {
      writable = true;
      LOG.info("store: writing works again");
    }
  }

  private void fails(Exception e) {
    if (writable) {
      writable = false;
      LOG.error("store: cannot write, new calls are refused until it works again", e);
    }
  }
}
