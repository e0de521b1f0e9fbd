package dev.cordboard.sip.dialog;

/// What the other side of a session may have of us.
///
/// @param authorizer answers its challenges: a trunk's own, and nobody's for any other peer
/// @param mayTransfer whether its REFERs are followed
public record PeerRights(Authorizer authorizer, boolean mayTransfer) {
  /// Nothing.
  public static PeerRights none() {
    return new PeerRights(Authorizer.none(), false);
  }
}
