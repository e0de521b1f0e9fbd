/// The server as a whole: the command line's commands, the wiring, start and stop.
///
/// Start reading at `Main`, which makes every part from those above it; `Commands` says what
/// happens around a server.
///
/// May depend on: everything; nothing depends on it.
///
/// Threads: the main thread starts, a shutdown hook stops.
@NullMarked
package dev.cordboard;

import org.jspecify.annotations.NullMarked;
