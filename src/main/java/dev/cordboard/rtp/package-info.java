/// RTP and RTCP packets (RFC 3550), the jitter buffer and telephone-event (RFC 4733). Pure.
///
/// Start reading at `RtpPacket`.
///
/// May depend on: `base`. Nothing else of ours.
///
/// Threads: single-threaded: a media shard owns each object.
@NullMarked
package dev.cordboard.rtp;

import org.jspecify.annotations.NullMarked;
