/// One call as a pure state machine: no sockets, no threads, no clock and no ids of its own. An
/// input goes in, effects come out; `engine` carries them out.
///
/// Start reading at [Call], which says who handles what: `Opening` begins calls, `Inviting` and
/// `Answering` ring people, `Joining` and `Leaving` move them in and out, `Announcements` tells
/// Event Grid. `Conversation` is the state, `Turn` one step under way, `Refusal` and `Ending` say
/// in the service's numbers why something came to nothing or to its end.
///
/// May depend on: `base`, `identifier`, `call`. Nothing else of ours.
///
/// Threads: pure.
@NullMarked
package dev.cordboard.call.machine;

import org.jspecify.annotations.NullMarked;
