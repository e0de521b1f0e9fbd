package dev.cordboard.store;

/// Told once what became of a write. Called on the writer thread, in the order of the writes, so it
/// must be quick and must not write and wait.
public interface Commit {
  /// It survives anything from now on.
  void durable();

  /// It was not written.
  void failed(Failure failure);

  /// Why a write was not written.
  enum Failure {
    /// Another owner has the call, or has written meanwhile: this writer must let go of it.
    STALE_WRITER,
    /// Too many writes wait; nothing was tried.
    OVERLOADED,
    /// The disk is full or broken, or the database is.
    WRITE_FAILED,
    /// The store is closing.
    CLOSED
  }
}
