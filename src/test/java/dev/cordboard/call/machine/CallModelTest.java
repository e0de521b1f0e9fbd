package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallEvent.Detail;
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

/// Random lives of several calls at once against what must always hold. A counterexample is printed
/// with its seed and with as few actions as it takes; `-Dcordboard.model.seed` plays one seed
/// again, `-Dcordboard.model.steps` sets how many steps are played.
class CallModelTest {
  private static final int ACTIONS_IN_A_LIFE = 80;

  /// Every so many lives, the journals are encoded, decoded and replayed.
  private static final int REPLAYED = 64;

  /// What no action brings about: a removal, a move and a hold succeed or are refused at once, and
  /// the engine alone knows that it is overloaded.
  private static final Set<Class<?>> WITHOUT_CAUSE =
      Set.of(
          CallReply.Overloaded.class,
          Detail.RemoveParticipantFailed.class,
          Detail.MoveParticipantFailed.class,
          Detail.HoldFailed.class);

  private final long steps = Long.getLong("cordboard.model.steps", 10_000_000);
  private final long seed = Long.getLong("cordboard.model.seed", System.nanoTime());

  @Test
  void noInputsInAnyOrderBreakTheContract() {
    var seeds = new SplittableRandom(seed);
    var seen = new HashSet<Class<?>>();
    long played = 0;
    for (int life = 0; played < steps; life++) {
      long one = seeds.nextLong();
      var lived = live(one, seen, life % REPLAYED == 0);
      played += lived.steps();
      if (lived.breach().isPresent()) {
        var fewest = shrink(lived.actions());
        throw new AssertionError(
            "%s; with fewer actions: %s%n-Dcordboard.model.seed=%d, life %d:%n%s"
                .formatted(
                    lived.breach().get(),
                    breach(fewest).orElse("nothing"),
                    seed,
                    one,
                    lines(fewest)));
      }
    }
    assertThat(seen).containsAll(everythingThatCanHappen());
  }

  /// What was played, how many steps of calls it took, and what it broke.
  private record Life(List<ModelAction> actions, long steps, Optional<String> breach) {}

  private static Life live(long seed, Set<Class<?>> seen, boolean replayed) {
    var random = new SplittableRandom(seed);
    var watch = new ModelWatch(seen);
    var world = new ModelWorld(watch);
    var actor = new ModelActor(random, world, watch);
    var actions = new ArrayList<ModelAction>();
    var breach =
        breachOf(
            () -> {
              for (int i = random.nextInt(1, 4); i > 0; i--) {
                play(world, actor.open(), actions);
              }
              for (int i = random.nextInt(ACTIONS_IN_A_LIFE); i > 0; i--) {
                play(world, actor.next(), actions);
              }
              if (replayed) {
                replay(world);
              }
              play(world, actor.stop(), actions);
              watch.over();
              if (replayed) {
                replay(world);
              }
            });
    return new Life(actions, world.steps(), breach);
  }

  private static void play(ModelWorld world, ModelAction action, List<ModelAction> actions) {
    actions.add(action);
    world.play(action);
  }

  /// The journal of every call leads to where the call is.
  private static void replay(ModelWorld world) {
    for (var call : world.calls()) {
      var journal = call.journal.stream().map(CallModelTest::throughTheJournal).toList();
      if (!journal.isEmpty() && !Call.replay(journal).equals(call.state)) {
        throw new Violation("a replay of the journal leads elsewhere");
      }
    }
  }

  private static CallInput throughTheJournal(CallInput input) {
    return switch (JournalCodec.input(JournalCodec.encode(input))) {
      case Decoded.Intact<CallInput>(var same) -> same;
      case Decoded.Broken<CallInput>(var reason) -> throw new Violation("broken: " + reason);
    };
  }

  private static Optional<String> breachOf(Runnable life) {
    try {
      life.run();
      return Optional.empty();
    } catch (Violation violation) {
      return Optional.of(String.valueOf(violation.getMessage()));
    } catch (RuntimeException bug) {
      return Optional.of(bug + " at " + List.of(bug.getStackTrace()).subList(0, 3));
    }
  }

  private static Optional<String> breach(List<ModelAction> actions) {
    var world = new ModelWorld(new ModelWatch(new HashSet<>()));
    return breachOf(
        () -> {
          actions.forEach(world::play);
          replay(world);
        });
  }

  /// Drops actions as long as any breach remains.
  private static List<ModelAction> shrink(List<ModelAction> actions) {
    List<ModelAction> fewest = actions;
    int before;
    do {
      before = fewest.size();
      for (int i = fewest.size() - 1; i >= 0; i--) {
        var fewer = new ArrayList<>(fewest);
        fewer.remove(i);
        if (breach(fewer).isPresent()) {
          fewest = fewer;
        }
      }
    } while (fewest.size() < before);
    return fewest;
  }

  private static String lines(List<ModelAction> actions) {
    return String.join("\n", actions.stream().map(Object::toString).toList());
  }

  /// What a run must have brought about to be worth something: every input taken, every effect,
  /// every event and every reply.
  private static List<Class<?>> everythingThatCanHappen() {
    return Stream.of(
            CallInput.class, CallEffect.class, Detail.class, GridEvent.class, CallReply.class)
        .<Class<?>>flatMap(CallModelTest::members)
        .filter(member -> !WITHOUT_CAUSE.contains(member))
        .toList();
  }

  private static Stream<Class<?>> members(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(CallModelTest::members)
        : Stream.of(type);
  }
}
