package dev.cordboard.engine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallEvent.Recipient;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.machine.Call;
import dev.cordboard.call.machine.CallState;
import dev.cordboard.call.machine.Step;
import dev.cordboard.engine.mailbox.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends that the server itself brings about.
final class Endings {
  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

  /// A crash, a bug, or a journal that could not be written (RULINGS §3.5).
  static final CallResult LOST =
      new CallResult(500, 9999, "The server lost the call. DiagCode: 500#9999.@");

  /// The server is stopped in order.
  static final CallResult STOPPED =
      new CallResult(
          200,
          7000,
          "Call was ended by Azure Communication Service Call Automation API or a server bot."
              + " DiagCode: 0#7000.@");

  /// Nobody waits for an answer.
  static final Letter NOBODY = _ -> List.of();

  private Endings() {}

  /// The step that ends a call. When the call core itself is what is broken, its connections still
  /// hear of the end.
  static Step step(CallState state, CallInput.End end) {
    try {
      return Call.step(state, end);
    } catch (RuntimeException e) {
      LOG.error("call={} cannot end itself", state.snapshot().ids().callId(), e);
      return bare(state, end);
    }
  }

  private static Step bare(CallState state, CallInput.End end) {
    var effects = new ArrayList<CallEffect>();
    for (var connection : state.snapshot().connections()) {
      if (connection.state() != State.DISCONNECTED) {
        effects.add(new CallEffect.Publish(disconnected(connection, end)));
      }
    }
    effects.add(new CallEffect.Finish());
    return new Step(state, effects, Optional.empty());
  }

  private static CallEvent disconnected(ConnectionView connection, CallInput.End end) {
    var terms = connection.terms();
    return new CallEvent(
        end.at(),
        new Recipient(terms.connectionId(), terms.apiVersion(), terms.callbackUri()),
        connection.ids(),
        terms.operationContext(),
        end.result(),
        new CallEvent.Detail.CallDisconnected());
  }
}
