/// Session descriptions (RFC 8866) and the offer/answer model (RFC 3264). Pure: text in, values
/// out.
///
/// Start reading at `SessionDescription`.
///
/// May depend on: `base`. Nothing else of ours.
///
/// Threads: immutable values.
@NullMarked
package dev.cordboard.sdp;

import org.jspecify.annotations.NullMarked;
