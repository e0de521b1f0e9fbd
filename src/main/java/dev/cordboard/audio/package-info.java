/// Sound as numbers: G.711, mixing, tones, tone detection, WAV. Pure.
///
/// Start reading at `G711`.
///
/// May depend on: `base`. Nothing else of ours.
///
/// Threads: pure functions and single-threaded state.
@NullMarked
package dev.cordboard.audio;

import org.jspecify.annotations.NullMarked;
