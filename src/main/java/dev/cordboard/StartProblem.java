package dev.cordboard;

/// The server cannot start; the message is one line that says what and how to mend it.
final class StartProblem extends RuntimeException {
  StartProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
