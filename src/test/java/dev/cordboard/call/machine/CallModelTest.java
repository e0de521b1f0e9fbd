package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.GridEvent;
import dev.cordboard.call.machine.ModelWatch.Violation;
import dev.cordboard.journal.Decoded;
import dev.cordboard.journal.JournalCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Random lives of calls against what must always hold. A counterexample is printed with its seed
/// and with as few inputs as it takes; `-Dcordboard.model.seed` plays one seed again,
/// `-Dcordboard.model.steps` sets how many steps are played.
class CallModelTest {
  private static final int INPUTS_IN_A_CALL = 40;

  /// Members that the engine uses, or that no action brings about yet.
  private static final Set<Class<?>> NOT_YET =
      Set.of(
          CallReply.Overloaded.class,
          CallEffect.Unbridge.class,
          CallEvent.Detail.RemoveParticipantFailed.class);

  private final long steps = Long.getLong("cordboard.model.steps", 1_000_000);
  private final long seed = Long.getLong("cordboard.model.seed", System.nanoTime());

  @Test
  void noInputsInAnyOrderBreakTheContract() {
    var seeds = new SplittableRandom(seed);
    var seen = new HashSet<Class<?>>();
    long played = 0;
    while (played < steps) {
      long one = seeds.nextLong();
      var inputs = live(one);
      played += inputs.size();
      if (breach(inputs, seen).isPresent()) {
        var fewest = shrink(inputs);
        throw new AssertionError(
            "%s%n-Dcordboard.model.seed=%d, call %d:%n%s"
                .formatted(breach(fewest).orElseThrow(), seed, one, lines(fewest)));
      }
    }
    assertThat(seen).containsAll(everythingThatCanHappen());
  }

  @Test
  void theDecodedJournalLeadsToAnEqualState() {
    var seeds = new SplittableRandom(seed);
    for (int i = 0; i < 2_000; i++) {
      var inputs = live(seeds.nextLong());
      var state = Call.open(inputs.getFirst()).state();
      int length = seeds.nextInt(1, inputs.size() + 1);
      for (var input : inputs.subList(1, length)) {
        state = Call.step(state, input).state();
      }

      var journal = inputs.subList(0, length).stream().map(JournalCodec::encode).toList();

      assertThat(Call.replay(decoded(journal))).as("seed %d", seed).isEqualTo(state);
    }
  }

  private static List<CallInput> decoded(List<byte[]> journal) {
    return journal.stream()
        .map(bytes -> ((Decoded.Intact<CallInput>) JournalCodec.input(bytes)).value())
        .toList();
  }

  /// The inputs of one call, its end and what comes too late included.
  private static List<CallInput> live(long seed) {
    var random = new SplittableRandom(seed);
    var actor = new ModelActor(random);
    var inputs = new ArrayList<CallInput>();
    inputs.add(actor.first());
    for (int i = random.nextInt(INPUTS_IN_A_CALL); i > 0; i--) {
      inputs.add(actor.next());
    }
    inputs.add(actor.end());
    inputs.add(actor.next());
    return inputs;
  }

  /// What a run must have brought about to be worth something.
  private static List<Class<?>> everythingThatCanHappen() {
    return Stream.of(CallEffect.class, CallEvent.Detail.class, GridEvent.class, CallReply.class)
        .<Class<?>>flatMap(CallModelTest::members)
        .filter(member -> !NOT_YET.contains(member))
        .toList();
  }

  private static Stream<Class<?>> members(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(CallModelTest::members)
        : Stream.of(type);
  }

  private static void note(Step step, Set<Class<?>> seen) {
    step.reply().ifPresent(reply -> seen.add(reply.getClass()));
    for (var effect : step.effects()) {
      seen.add(effect.getClass());
      switch (effect) {
        case CallEffect.Publish publish -> seen.add(publish.event().detail().getClass());
        case CallEffect.PublishGrid grid -> seen.add(grid.event().getClass());
        default -> {}
      }
    }
  }

  private static Optional<String> breach(List<CallInput> inputs) {
    return breach(inputs, new HashSet<>());
  }

  private static Optional<String> breach(List<CallInput> inputs, Set<Class<?>> seen) {
    var watch = new ModelWatch();
    try {
      var step = Call.open(inputs.getFirst());
      note(step, seen);
      watch.see(inputs.getFirst(), step);
      for (var input : inputs.subList(1, inputs.size())) {
        step = Call.step(step.state(), input);
        note(step, seen);
        watch.see(input, step);
      }
      return watch.isFinished() ? Optional.empty() : Optional.of("the call did not end");
    } catch (Violation violation) {
      return Optional.of(String.valueOf(violation.getMessage()));
    } catch (RuntimeException bug) {
      return Optional.of(bug.toString());
    }
  }

  /// Drops inputs as long as any breach remains.
  private static List<CallInput> shrink(List<CallInput> inputs) {
    var fewest = new ArrayList<>(inputs);
    for (int i = fewest.size() - 1; i > 0; i--) {
      var fewer = new ArrayList<>(fewest);
      fewer.remove(i);
      if (breach(fewer).filter(what -> !what.equals("the call did not end")).isPresent()) {
        fewest = fewer;
      }
    }
    return fewest;
  }

  private static String lines(List<CallInput> inputs) {
    return String.join("\n", inputs.stream().map(Object::toString).toList());
  }
}
