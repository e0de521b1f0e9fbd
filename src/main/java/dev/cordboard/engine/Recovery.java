package dev.cordboard.engine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallSnapshot;
import dev.cordboard.call.machine.Call;
import dev.cordboard.call.machine.CallState;
import dev.cordboard.journal.Decoded;
import dev.cordboard.journal.JournalCodec;
import dev.cordboard.sip.HangupReason;
import dev.cordboard.store.StoreException;
import dev.cordboard.store.UnfinishedCall;
import java.util.HashSet;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the calls that the store holds unfinished and that nobody drives: those of an earlier run
/// (RULINGS §3.5), and those that were hung up because the store could not be written. Their
/// connections hear CallDisconnected, their phones get a BYE.
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Exchange exchange;

  Recovery(Exchange exchange) {
    this.exchange = exchange;
  }

  /// All of them: before the first new call.
  void endAll() {
    // Whoever asks for a call before this is through has a call of this run.
    var left =
        exchange.parts().store().unfinishedCalls().stream()
            .filter(call -> !exchange.registry().isLive(call.callId()))
            .toList();
    left.forEach(this::end);
    if (!left.isEmpty()) {
      LOG.info("calls={} of the last run ended", left.size());
    }
  }

  /// Those that lost their journal, once the store can be written again.
  void endOrphans() {
    if (exchange.orphans().isEmpty() || !exchange.parts().store().writable()) {
      return;
    }
    try {
      var wanted = new HashSet<>(exchange.orphans().all());
      // One that was given up is hung up in its own mailbox first.
      wanted.removeIf(exchange.registry()::isLive);
      for (var call : exchange.parts().store().unfinishedCalls()) {
        if (wanted.contains(call.callId())) {
          end(call);
        }
      }
      // What the store does not hold was never written at all, or is finished.
      wanted.forEach(exchange.orphans()::remove);
    } catch (StoreException e) {
      LOG.warn("calls that were hung up cannot be closed yet: {}", e.getMessage());
    }
  }

  private void end(UnfinishedCall call) {
    var end = new CallInput.End(exchange.now(), Endings.LOST);
    var ledger =
        new Ledger(
            exchange,
            call.callId(),
            call.epoch() + 1,
            call.nextSequence(),
            _ -> exchange.orphans().add(call.callId()));
    replay(call)
        .ifPresentOrElse(
            state -> {
              announce(state);
              state.legs().values().stream()
                  .map(LegSnapshots::sipPart)
                  .filter(dialog -> dialog.length > 0)
                  .forEach(dialog -> exchange.parts().sip().release(dialog, HangupReason.NONE));
              ledger.write(end, Endings.step(state, end), Endings.NOBODY);
            },
            () -> ledger.close(end));
    LOG.info("call={} ended, nobody drove it", call.callId());
  }

  /// The answers that announced these connections went out in the last run, or never will.
  private void announce(CallState state) {
    state.snapshot().connections().stream()
        .filter(connection -> connection.state() != CallSnapshot.State.DISCONNECTED)
        .forEach(
            connection -> exchange.parts().events().announced(connection.terms().connectionId()));
  }

  /// The state as far as the journal can be read.
  private Optional<CallState> replay(UnfinishedCall call) {
    Optional<CallState> state = Optional.empty();
    try {
      for (var bytes : exchange.parts().store().journal(call.callId())) {
        if (!(JournalCodec.input(bytes) instanceof Decoded.Intact<CallInput>(var input))) {
          LOG.error("call={} has a journal entry that cannot be read", call.callId());
          return state;
        }
        state = Optional.of(next(state, input));
      }
    } catch (RuntimeException e) {
      LOG.error("call={} cannot be replayed to its end", call.callId(), e);
    }
    return state;
  }

  private static CallState next(Optional<CallState> state, CallInput input) {
    return state.map(known -> Call.step(known, input)).orElseGet(() -> Call.open(input)).state();
  }
}
