package dev.cordboard.sip.dialog;

import dev.cordboard.base.Metrics;
import java.util.concurrent.atomic.AtomicInteger;

/// What the dialogs count.
///
/// @param strays answers to calls that nobody knows
/// @param refersSent REFERs of ours
/// @param refersTaken REFERs that we follow
/// @param refersRefused REFERs that we do not follow
/// @param subscriptions REFERs both ways that are not over; read from any thread
record DialogCounters(
    Metrics.Counter strays,
    Metrics.Counter refersSent,
    Metrics.Counter refersTaken,
    Metrics.Counter refersRefused,
    AtomicInteger subscriptions) {
  static DialogCounters of(Metrics metrics) {
    var subscriptions = new AtomicInteger();
    metrics.gauge("cordboard.sip.subscriptions", subscriptions::get);
    return new DialogCounters(
        metrics.counter("cordboard.sip.stray.answers"),
        metrics.counter("cordboard.sip.refers", "way", "sent"),
        metrics.counter("cordboard.sip.refers", "way", "taken"),
        metrics.counter("cordboard.sip.refers", "way", "refused"),
        subscriptions);
  }
}
