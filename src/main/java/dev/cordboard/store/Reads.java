package dev.cordboard.store;

import java.util.List;
import java.util.Optional;

/// The reading side of a store's tables: sees what is committed, from any thread.
interface Reads {
  List<OutboxRow> pendingOutbox();

  List<UnfinishedCall> unfinishedCalls();

  List<byte[]> journal(String callId);

  Optional<byte[]> get(String kind, String key);

  List<DirectoryRow> list(String kind);

  void close();
}
