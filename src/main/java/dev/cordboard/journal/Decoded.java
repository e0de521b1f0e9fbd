package dev.cordboard.journal;

/// What became of bytes that ought to be a journal entry.
public sealed interface Decoded<T> {
  /// They were one.
  record Intact<T>(T value) implements Decoded<T> {}

  /// They are cut short, from a later version, or never were one.
  record Broken<T>(String reason) implements Decoded<T> {}
}
