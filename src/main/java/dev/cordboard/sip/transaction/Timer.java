package dev.cordboard.sip.transaction;

/// The timers of RFC 3261 table 4 and RFC 6026 §8.1, and three of our own.
///
/// At most two run at once: one that repeats something soon, and one that ends the state. A new one
/// of a kind takes the place of the old one.
enum Timer {
  /// INVITE retransmission (client, unreliable transport).
  A,
  /// INVITE given up: nothing was heard.
  B,
  /// INVITE still without a final response (§16.6 step 11, used here by client and server).
  C,
  /// Wait for retransmitted refusals of an INVITE.
  D,
  /// Non-INVITE retransmission.
  E,
  /// Non-INVITE given up.
  F,
  /// Refusal of an INVITE retransmitted until the ACK (server).
  G,
  /// Wait for the ACK given up.
  H,
  /// Wait for retransmitted ACKs.
  I,
  /// Wait for retransmitted non-INVITE requests.
  J,
  /// Wait for retransmitted non-INVITE responses.
  K,
  /// Wait for retransmitted INVITEs after our 2xx (RFC 6026).
  L,
  /// Wait for retransmitted and forked 2xx (RFC 6026).
  M,
  /// 100 Trying is due (§17.2.1: 200 ms).
  TRYING,
  /// A cancelled INVITE has got no final response (§9.1: 64*T1).
  CANCELLED,
  /// Nobody above has answered a non-INVITE request: it is too late now (RFC 4320 §4.2).
  UNANSWERED;

  /// Whether it makes something go out (again), rather than ending a state.
  boolean repeats() {
    return switch (this) {
      case A, E, G, TRYING -> true;
      case B, C, D, F, H, I, J, K, L, M, CANCELLED, UNANSWERED -> false;
    };
  }
}
