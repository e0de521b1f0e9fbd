/// The four transaction machines of RFC 3261 §17 with RFC 6026, pure, with timers as data, and the
/// layer that keeps them.
///
/// Start reading at `TransactionLayer`.
///
/// May depend on: `base`, `sip.message`. Nothing else of ours.
///
/// Threads: runs on the SIP loop; the machines are pure.
@NullMarked
package dev.cordboard.sip.transaction;

import org.jspecify.annotations.NullMarked;
