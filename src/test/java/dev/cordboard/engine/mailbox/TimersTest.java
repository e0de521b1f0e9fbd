package dev.cordboard.engine.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.base.TimeSource;
import dev.cordboard.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimersTest {
  private final ManualTime time = new ManualTime();
  private final Timers timers = new Timers(time);
  private final ArrayList<String> fired = new ArrayList<>();

  @Test
  void firesWhatIsDueInTheOrderOfTheDeadlines() {
    timers.set(time.now().plusSeconds(2), () -> fired.add("second"));
    timers.set(time.now().plusSeconds(1), () -> fired.add("first"));
    timers.set(time.now().plusSeconds(9), () -> fired.add("late"));

    time.advance(Duration.ofSeconds(3));
    timers.fireDue();

    assertThat(fired).containsExactly("first", "second");
    assertThat(timers.size()).isEqualTo(1);
  }

  @Test
  void firesADeadlineThatHasPassedAtOnce() {
    timers.set(time.now().minusSeconds(5), () -> fired.add("past"));

    timers.fireDue();

    assertThat(fired).containsExactly("past");
  }

  @Test
  void forgetsAStoppedTimer() {
    var timer = timers.set(time.now().plusSeconds(1), () -> fired.add("stopped"));

    timers.stop(timer);
    time.advance(Duration.ofSeconds(2));
    timers.fireDue();

    assertThat(fired).isEmpty();
    assertThat(timers.size()).isZero();
  }

  @Test
  void goesOnAfterAnActionThatThrew() {
    timers.set(
        time.now(),
        () -> {
          throw new IllegalStateException("planted");
        });
    timers.set(time.now(), () -> fired.add("next"));

    timers.fireDue();

    assertThat(fired).containsExactly("next");
  }

  @Test
  void wakesItsThreadForATimerThatIsSooner() throws InterruptedException {
    var real = new Timers(TimeSource.system());
    var soon = new CountDownLatch(1);
    real.start();
    try {
      real.set(TimeSource.system().now().plusSeconds(600), () -> {});

      real.set(TimeSource.system().now().plusMillis(20), soon::countDown);

      assertThat(soon.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      real.close();
    }
  }
}
