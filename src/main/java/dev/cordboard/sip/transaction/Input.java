package dev.cordboard.sip.transaction;

/// What can happen to a transaction.
sealed interface Input {
  /// A response: from the network at a client, from the user at a server.
  record Answer(int status) implements Input {
    boolean provisional() {
      return status < 200;
    }

    boolean success() {
      return status >= 200 && status < 300;
    }
  }

  /// What needs no details.
  enum Plain implements Input {
    /// Server: the request has come again.
    AGAIN,
    /// INVITE server: an ACK that belongs to this transaction.
    ACK,
    /// INVITE client: a CANCEL was sent.
    CANCEL_SENT,
    /// The transport could not send.
    UNSENDABLE
  }

  /// A timer that was armed is due.
  record Fired(Timer timer) implements Input {}
}
