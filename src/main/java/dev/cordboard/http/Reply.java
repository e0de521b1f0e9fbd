package dev.cordboard.http;

import java.util.Map;

/// An answer to a request: status, header fields, body.
///
/// @param afterFlush runs once the answer's bytes are written (an event may leave only then); also
///   when the peer is gone
public record Reply(int status, Map<String, String> headers, byte[] body, Runnable afterFlush) {
  /// An answer without a body.
  public static Reply empty(int status) {
    return new Reply(status, Map.of(), new byte[0], Reply::nothing);
  }

  /// A JSON answer.
  public static Reply json(int status, byte[] body) {
    return new Reply(
        status, Map.of("content-type", "application/json; charset=utf-8"), body, Reply::nothing);
  }

  /// The same answer with a step that runs after its bytes are written.
  public Reply then(Runnable afterFlush) {
    return new Reply(status, headers, body, afterFlush);
  }

  private static void nothing() {}
}
