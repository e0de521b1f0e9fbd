package dev.cordboard.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The reading side of a store's tables: sees what is committed, from any thread.
interface Reads {
  List<OutboxRow> pendingOutbox();

  List<UnfinishedCall> unfinishedCalls();

  List<byte[]> journal(String callId);

  Optional<byte[]> get(String kind, String key);

  List<DirectoryRow> list(String kind);

  Optional<RequestRead> request(String key);

  /// A request, and since when it is kept.
  record RequestRead(byte[] bytes, Instant at) {}

  void close();
}
