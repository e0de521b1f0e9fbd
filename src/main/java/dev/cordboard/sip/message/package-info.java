/// SIP messages: request, response, headers and URIs, the parser that never throws and the writer
/// (RFC 3261 §7, §19, §20, §25).
///
/// Start reading at `SipParser`.
///
/// May depend on: `base`, `config`. Nothing else of ours.
///
/// Threads: immutable values.
@NullMarked
package dev.cordboard.sip.message;

import org.jspecify.annotations.NullMarked;
