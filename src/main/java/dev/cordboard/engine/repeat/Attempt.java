package dev.cordboard.engine.repeat;

/// One sending of a request that its sender may send again ([Calls#attempt]).
public sealed interface Attempt {
  /// It was not carried out before. To be closed when it was, or was refused: others of its name
  /// wait until then.
  record First(Runnable whenOver) implements Attempt, AutoCloseable {
    @Override
    public void close() {
      whenOver.run();
    }
  }

  /// It was carried out before.
  ///
  /// @param memory what [RepeatableRequest#memory] gave then
  record Again(byte[] memory) implements Attempt {}

  /// One of its name is being carried out, and takes long (503).
  record TooSoon() implements Attempt {}
}
