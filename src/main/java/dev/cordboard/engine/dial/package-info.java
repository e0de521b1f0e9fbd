/// Who can be dialled, and which way: what a caller who reached this server meant ([DialPlan]), and
/// where to send an INVITE for somebody ([Reaches]).
///
/// Start reading at [NumberPlan].
///
/// May depend on: `base`, `config`, `call`, `sip`, `identity`, `identifier`. Nothing else of ours.
///
/// Threads: answers from memory, on whichever thread asks.
@NullMarked
package dev.cordboard.engine.dial;

import org.jspecify.annotations.NullMarked;
