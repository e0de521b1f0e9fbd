/// What is said about transfers in SIP messages, as values: REFER and its subscription (RFC 3515,
/// RFC 6665), the sipfrag bodies of its NOTIFYs (RFC 3420), Replaces (RFC 3891).
///
/// Start reading at `ReferTo` for what a phone asks for, at `ReferOrder` for what we ask for. Every
/// parser here is total.
///
/// May depend on: `base`, `sip.message`. Nothing else of ours.
///
/// Threads: values; listeners are called on the SIP loop.
@NullMarked
package dev.cordboard.sip.refer;

import org.jspecify.annotations.NullMarked;
