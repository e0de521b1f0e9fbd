package dev.cordboard.engine;

import dev.cordboard.call.CallInput;
import dev.cordboard.engine.mailbox.TwoCalls;
import dev.cordboard.sip.refer.Referral;
import java.util.Optional;

/// A phone that has two calls puts the parties of the one into its seat in the other (REFER with
/// Replaces, RFC 5589 §7): one step of both calls.
final class AttendedTransfer implements TwoCalls.Work {
  private static final int NO_DIALOG = 481;
  private static final int NOT_ACCEPTABLE = 403;
  private static final int UNAVAILABLE = 503;
  private static final int DONE = 200;

  /// Each try finds that a leg has just changed its call.
  private static final int MOST_TRIES = 3;

  private final Exchange exchange;
  private final Leg referrer;
  private final Leg seat;
  private final Referral referral;
  private int tries;
  private Optional<Crossing> calls = Optional.empty();

  AttendedTransfer(Exchange exchange, Leg referrer, Leg seat, Referral referral) {
    this.exchange = exchange;
    this.referrer = referrer;
    this.seat = seat;
    this.referral = referral;
  }

  void start() {
    tries++;
    var from = referrer.call();
    var to = seat.call();
    if (from.isEmpty() || to.isEmpty() || tries > MOST_TRIES) {
      referral.report(NO_DIALOG);
    } else if (from.get() == to.get()) {
      // Two legs of one call: its parties hear each other already.
      referral.report(NOT_ACCEPTABLE);
    } else {
      calls = Optional.of(new Crossing(from.get(), to.get()));
      TwoCalls.hold(from.get(), to.get(), this);
    }
  }

  @Override
  public void both() {
    var crossing = calls.orElseThrow();
    if (!crossing.stillHas(referrer, seat)) {
      start();
      return;
    }
    var at = exchange.now();
    var refused =
        crossing.go(
            new CallInput.GiveSeat(at, referrer.id()),
            passage -> new CallInput.TakeSeat(at, seat.id(), passage),
            Endings.NOBODY,
            () -> referral.report(DONE));
    refused.ifPresent(_ -> referral.report(NOT_ACCEPTABLE));
  }

  @Override
  public void gone() {
    referral.report(NO_DIALOG);
  }

  @Override
  public void noRoom() {
    referral.report(UNAVAILABLE);
  }
}
