/// The few things every package may lean on: time, identity, counters. No domain word lives here.
///
/// Start reading at `TimeSource`.
///
/// May depend on: nothing of ours. Nothing else of ours.
///
/// Threads: everything here is thread-safe.
@NullMarked
package dev.cordboard.base;

import org.jspecify.annotations.NullMarked;
