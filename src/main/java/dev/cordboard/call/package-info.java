/// The words of a call: what can happen to one ([CallInput]), what it wants done ([CallEffect]),
/// what applications and Event Grid are told ([CallEvent], [GridEvent]), and how it looks from
/// outside ([CallSnapshot]). What a call does about it all is in `call.machine`.
///
/// May depend on: `base`, `identifier`. Nothing else of ours.
///
/// Threads: values only.
@NullMarked
package dev.cordboard.call;

import org.jspecify.annotations.NullMarked;
