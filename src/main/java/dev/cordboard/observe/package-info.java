/// Looking at a running server: metrics, health, the timeline of a call.
///
/// Start reading at `ObserveRoutes`.
///
/// May depend on: `base`, `config`, `http` (its own routes), `call`, `journal`, `store`. Nothing
/// else of ours.
///
/// Threads: thread-safe.
@NullMarked
package dev.cordboard.observe;

import org.jspecify.annotations.NullMarked;
