/// Requests that their sender may send again without their being carried out twice (RULINGS §7).
///
/// Start reading at [Attempt].
///
/// May depend on: `call`, `store`. Nothing else of ours.
///
/// Threads: thread-safe; whoever sends a request of a name that is under way waits, in bounded
/// time.
@NullMarked
package dev.cordboard.engine.repeat;

import org.jspecify.annotations.NullMarked;
