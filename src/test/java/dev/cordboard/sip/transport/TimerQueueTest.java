package dev.cordboard.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
  private final TimerQueue queue = new TimerQueue();
  private final List<String> ran = new ArrayList<>();

  @Test
  void runsTimersByDeadlineAndThenByTheOrderTheyWereSet() {
    add(20, "c");
    add(10, "a");
    add(10, "b");
    add(30, "d");

    runUntil(20);

    assertThat(ran).containsExactly("a", "b", "c");
    assertThat(queue.nanosToNext(25)).isEqualTo(5);
  }

  @Test
  void forgetsACancelledTimerAtOnce() {
    var timer = add(10, "a");
    add(11, "b");

    timer.cancel();
    timer.cancel();
    assertThat(queue.size()).isEqualTo(1);
    runUntil(100);

    assertThat(ran).containsExactly("b");
    assertThat(queue.nanosToNext(100)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void ignoresTheCancellationOfATimerThatRan() {
    var timer = add(10, "a");
    runUntil(10);
    add(20, "b");

    timer.cancel();
    runUntil(20);

    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void worksWhenTheClockWrapsAround() {
    queue.add(Long.MAX_VALUE + 5, () -> ran.add("after"));
    queue.add(Long.MAX_VALUE - 5, () -> ran.add("before"));

    runUntil(Long.MAX_VALUE);
    assertThat(ran).containsExactly("before");
    runUntil(Long.MIN_VALUE + 10);
    assertThat(ran).containsExactly("before", "after");
  }

  @Property(tries = 200)
  void runsEverythingThatWasNotCancelledInOrder(@ForAll List<Byte> deadlines) {
    var timers = new TimerQueue();
    var expected = new ArrayList<Integer>();
    var seen = new ArrayList<Integer>();
    for (int i = 0; i < deadlines.size(); i++) {
      int number = i;
      var timer = timers.add(deadlines.get(i), () -> seen.add(number));
      if (i % 3 == 2) {
        timer.cancel();
      } else {
        expected.add(i);
      }
    }
    expected.sort(Comparator.comparing(deadlines::get));

    for (var task = timers.pollDue(200); task != null; task = timers.pollDue(200)) {
      task.run();
    }

    assertThat(seen).isEqualTo(expected);
    assertThat(timers.size()).isZero();
  }

  private SipLoop.Timer add(long deadline, String name) {
    return queue.add(deadline, () -> ran.add(name));
  }

  private void runUntil(long now) {
    for (var task = queue.pollDue(now); task != null; task = queue.pollDue(now)) {
      task.run();
    }
  }
}
