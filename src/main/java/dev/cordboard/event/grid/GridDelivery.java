package dev.cordboard.event.grid;

/// One event on its way to one subscription; touched by one thread at a time.
final class GridDelivery {
  private final GridMessage message;
  private final Done done;
  private final long bornNanos;
  private int tries;

  /// @param done told once, when nothing more will be tried
  GridDelivery(GridMessage message, long bornNanos, Done done) {
    this.message = message;
    this.bornNanos = bornNanos;
    this.done = done;
  }

  GridMessage message() {
    return message;
  }

  long bornNanos() {
    return bornNanos;
  }

  /// How many tries there were before this one.
  int tried() {
    return tries++;
  }

  int tries() {
    return tries;
  }

  void end(End end) {
    done.ended(end);
  }

  /// How it ended.
  enum End {
    DELIVERED,
    GIVEN_UP,
    /// The server stops first: the next one tries again.
    LEFT
  }

  /// Told once.
  interface Done {
    /// Nothing more will be tried by this process.
    void ended(End end);
  }
}
