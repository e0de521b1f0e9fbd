package dev.cordboard.call;

/// The whole state of one call; immutable.
public interface CallState {
  /// The call as seen from outside.
  CallSnapshot snapshot();
}
