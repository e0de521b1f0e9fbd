package dev.cordboard.store;

/// The store cannot be opened, read, or written by somebody who waits for it.
public final class StoreException extends RuntimeException {
  /// Says what could not be done.
  public StoreException(String message) {
    super(message);
  }

  /// Says what could not be done, and why.
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
