/// One call as a pure state machine: no sockets, no threads, no clock and no ids of its own. A
/// [CallInput] goes in, [CallEffect]s come out; `engine` carries them out.
///
/// Start reading at `Call`.
///
/// May depend on: `base`, `identifier`. Nothing else of ours.
///
/// Threads: pure.
@NullMarked
package dev.cordboard.call;

import org.jspecify.annotations.NullMarked;
