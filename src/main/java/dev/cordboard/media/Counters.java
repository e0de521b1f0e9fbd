package dev.cordboard.media;

import dev.cordboard.base.Metrics;
import dev.cordboard.base.Metrics.Counter;

/// What the shards count, looked up once.
///
/// @param stranger packets from an address that the leg does not admit
/// @param invalid packets that are no RTP or RTCP of the leg
/// @param ioError packets that the system did not take
/// @param skippedFrame times that a shard had no CPU for more than 20 ms, so that frames were
///   skipped
/// @param fault bugs that ended a leg
record Counters(
    Counter stranger, Counter invalid, Counter ioError, Counter skippedFrame, Counter fault) {
  static Counters of(Metrics metrics) {
    return new Counters(
        metrics.counter("cordboard.media.packets.dropped", "reason", "stranger"),
        metrics.counter("cordboard.media.packets.dropped", "reason", "invalid"),
        metrics.counter("cordboard.media.packets.dropped", "reason", "io"),
        metrics.counter("cordboard.media.frames.skipped"),
        metrics.counter("cordboard.media.faults"));
  }
}
