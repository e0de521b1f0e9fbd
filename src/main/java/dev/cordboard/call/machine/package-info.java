/// One call as a pure state machine: no sockets, no threads, no clock and no ids of its own. An
/// input goes in, effects come out; `engine` carries them out.
///
/// Start reading at [Call], which says who handles what: `Opening` begins calls, `Inviting` and
/// `Answering` ring people, `Connecting`, `Joining` and `Leaving` bring them in and out, `Holding`
/// mutes and holds, `Announcements` tells Event Grid. Somebody takes another's place by
/// `Transferring` (an application hands over), `Referring` (a phone does), `Replacing` (a device
/// calls in for it); between two calls people go by `Moving` and `Seating`, with what `Travelling`
/// takes along. `Conversation` is the state, `Turn` one step under way, `Refusal` and `Ending` say
/// in the service's numbers why something came to nothing or to its end.
///
/// May depend on: `base`, `identifier`, `call`. Nothing else of ours.
///
/// Threads: pure.
@NullMarked
package dev.cordboard.call.machine;

import org.jspecify.annotations.NullMarked;
