package dev.cordboard.sip.transaction;

/// What a transaction wants done.
sealed interface Action {
  /// What needs no details.
  enum Plain implements Action {
    /// Client: the request, again perhaps.
    SEND_REQUEST,
    /// INVITE client: the ACK of a refusal.
    SEND_ACK,
    /// INVITE client: CANCEL, because it takes too long.
    SEND_CANCEL,
    /// Server: the latest response, again perhaps.
    SEND_RESPONSE,
    /// INVITE server: 100 Trying.
    SEND_TRYING,
    /// INVITE server: 408, because nobody above answers.
    SEND_TIMEOUT,
    /// The user hears of the response (client) or the ACK (server).
    PASS_UP,
    /// The user hears that nobody answered (client), or that no ACK came (server).
    TIMED_OUT,
    /// The user hears that it could not be sent.
    UNSENDABLE
  }

  /// Starts a timer, in place of the one of this name; stale ones are ignored by the state.
  record Arm(Timer timer, long millis) implements Action {}
}
