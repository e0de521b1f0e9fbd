package dev.cordboard.engine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.Passage;
import dev.cordboard.call.machine.Step;
import dev.cordboard.engine.mailbox.Letter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One step of two calls: parties go from the one to the other, with their legs and connections.
/// Whoever makes it holds both calls ([TwoCalls]).
///
/// Steps are pure, so a refusal of either side just drops both.
final class Crossing {
  private final LiveCall from;
  private final LiveCall to;

  Crossing(LiveCall from, LiveCall to) {
    this.from = from;
    this.to = to;
  }

  /// One call's part.
  ///
  /// @param letter hears that call's answer
  record Half(CallInput input, Step step, Letter letter) {}

  /// Whether these legs belong to the two calls, the first to the one that gives.
  boolean stillHas(Leg giving, Leg taking) {
    return giving.news().isOwnedBy(from) && taking.news().isOwnedBy(to);
  }

  /// Makes the step, unless a side refuses it. A bug ends the call that has it.
  ///
  /// @param letter hears the answer of the call that takes
  /// @param beforeEffects run when the step is made, ahead of its effects
  Optional<CallReply> go(
      CallInput out, Function<Passage, CallInput> in, Letter letter, Runnable beforeEffects) {
    var thinking = from;
    try {
      var giving = new Half(out, from.think(out), Endings.NOBODY);
      var passage = handedOver(giving.step());
      if (passage.isEmpty()) {
        return Optional.of(refusal(giving.step()));
      }
      thinking = to;
      var input = in.apply(passage.get());
      var taking = new Half(input, to.think(input), letter);
      if (taking.step().effects().isEmpty()) {
        return Optional.of(refusal(taking.step()));
      }
      make(giving, taking, passage.get());
      beforeEffects.run();
      carryOut(giving, taking);
    } catch (RuntimeException e) {
      letter.broken();
      thinking.endByBug(e);
    }
    return Optional.empty();
  }

  /// The first step of a call that takes parties, made together with the step that they leave by.
  Half firstOf(CallInput leaving, CallEffect.Split split) {
    var first = new CallInput.Continue(leaving.at(), split.ids(), split.passage());
    return new Half(first, to.think(first), Endings.NOBODY);
  }

  /// Makes a step by which parties leave for a call of their own.
  void split(Half leaving, Half first, Passage passage) {
    make(leaving, first, passage);
    carryOut(leaving, first);
  }

  /// Both journals first: what follows a leg into its new call is written after this.
  private void make(Half giving, Half taking, Passage passage) {
    from.take(giving.input(), giving.step());
    to.take(taking.input(), taking.step());
    from.ledger().write(List.of(entry(from, giving), entry(to, taking)));
    for (var traveller : passage.travellers()) {
      traveller.leg().ifPresent(leg -> from.legs().giveAway(leg.id(), to));
      traveller
          .connection()
          .ifPresent(connection -> from.names().giveAway(connection.terms().connectionId()));
    }
  }

  private static Ledger.Entry entry(LiveCall call, Half half) {
    return call.ledger().entry(half.input(), half.step(), half.letter());
  }

  private void carryOut(Half giving, Half taking) {
    from.carryOut(giving.step());
    to.carryOut(taking.step());
  }

  private static Optional<Passage> handedOver(Step giving) {
    for (var effect : giving.effects()) {
      if (effect instanceof CallEffect.HandOver(var passage)) {
        return Optional.of(passage);
      }
    }
    return Optional.empty();
  }

  private static CallReply refusal(Step step) {
    return step.reply().orElseGet(() -> new CallReply.Conflict("The call cannot do that now."));
  }
}
