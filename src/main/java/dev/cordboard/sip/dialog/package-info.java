/// Dialogs, dialog sets and route sets (RFC 3261 §12), and the INVITE session on top of them
/// (§13-§15).
///
/// Start reading at `Dialog`.
///
/// May depend on: `base`, `sdp`, `sip.message`, `sip.transaction`, `sip.refer`. Nothing else of
/// ours.
///
/// Threads: runs on the SIP loop; the state is pure.
@NullMarked
package dev.cordboard.sip.dialog;

import org.jspecify.annotations.NullMarked;
