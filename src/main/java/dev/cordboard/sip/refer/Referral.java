package dev.cordboard.sip.refer;

import java.util.Optional;
import java.util.function.IntConsumer;

/// The other side of a leg wants somebody called in its place; it was told that we try (202, and a
/// NOTIFY with 100).
///
/// @param target whom
/// @param referredBy who says so, a URI (RFC 3892); nobody has proved it
/// @param progress takes what [#report] is told
public record Referral(ReferTo target, Optional<String> referredBy, IntConsumer progress) {
  /// Tells the other side how far the call to the target has come: any SIP status, a final one ends
  /// it. Callable from any thread; ignored after a final one.
  ///
  /// When we hang up the leg without a final status, 487 is told; when none comes in
  /// `sip.dialogs.transfer-limit`, 503. When the other side hangs up, the call may go on, and so do
  /// the reports.
  public void report(int status) {
    if (status < 100 || status > 699) {
      throw new IllegalArgumentException("not a SIP status: " + status);
    }
    progress.accept(status);
  }

  /// The same, told by another way.
  public Referral by(IntConsumer other) {
    return new Referral(target, referredBy, other);
  }
}
