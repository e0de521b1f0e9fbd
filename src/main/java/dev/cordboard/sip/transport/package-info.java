/// UDP and TCP sockets for SIP: framing, connection reuse, `received` and `rport` (RFC 3261 §18,
/// RFC 3581).
///
/// Start reading at `SipTransport`.
///
/// May depend on: `base`, `config`, `sip.message`. Nothing else of ours.
///
/// Threads: readers frame and post to the SIP loop.
@NullMarked
package dev.cordboard.sip.transport;

import org.jspecify.annotations.NullMarked;
