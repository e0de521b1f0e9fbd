/// Simulated phones: a user agent of their own on a loopback port, for tests and for laptops
/// without a trunk.
///
/// Start reading at `Simulator`.
///
/// May depend on: `base`, `config`, `http` (its own routes), `sip`, `sdp`, `rtp`, `audio`, `media`.
/// Nothing else of ours.
///
/// Threads: runs on its own SIP loop and media shard.
@NullMarked
package dev.cordboard.simulator;

import org.jspecify.annotations.NullMarked;
