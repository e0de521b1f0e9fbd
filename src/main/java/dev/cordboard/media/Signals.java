package dev.cordboard.media;

import java.util.concurrent.Executor;

/// Carries what a leg has to tell from the shard to its owner's listener.
///
/// @param executor runs one thing at a time, in order; not the shard
/// @param whenClosed called on the shard when the leg is gone
record Signals(MediaListener listener, Executor executor, Runnable whenClosed) {
  void digit(char key) {
    executor.execute(() -> listener.digit(key));
  }

  void mediaStopped() {
    executor.execute(listener::mediaStopped);
  }

  void closed() {
    whenClosed.run();
  }
}
