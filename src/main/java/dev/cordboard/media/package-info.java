/// The media plane: ports, sessions, the bridge that mixes or passes through, and the shards that
/// drive them every millisecond.
///
/// Start reading at `MediaPlane`.
///
/// May depend on: `base`, `config`, `rtp`, `audio`, `sdp`. Nothing else of ours.
///
/// Threads: one platform thread per shard owns its sessions; commands come through a queue.
@NullMarked
package dev.cordboard.media;

import org.jspecify.annotations.NullMarked;
