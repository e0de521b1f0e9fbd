package dev.cordboard.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.base.TimeSource;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopThreadTest {
  private final LoopThread loop = new LoopThread(TimeSource.system());
  private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void runsWhatIsPostedInOrderAndOnItsOwnThread() throws Exception {
    assertThat(loop.isLoopThread()).isFalse();

    for (int i = 0; i < 1_000; i++) {
      int number = i;
      loop.post(() -> ran.add(loop.isLoopThread() + " " + number));
    }

    for (int i = 0; i < 1_000; i++) {
      assertThat(next()).isEqualTo("true " + i);
    }
  }

  @Test
  void runsTimersInTimeAndCancelledOnesNever() throws Exception {
    loop.post(
        () -> {
          loop.schedule(Duration.ofMillis(30), () -> ran.add("late"));
          loop.schedule(Duration.ofMillis(20), () -> ran.add("cancelled")).cancel();
          loop.schedule(Duration.ofMillis(10), () -> ran.add("early"));
        });

    assertThat(next()).isEqualTo("early");
    assertThat(next()).isEqualTo("late");
  }

  @Test
  void survivesATaskThatThrows() throws Exception {
    loop.post(
        () -> {
          throw new IllegalStateException("thrown by a test, to be survived");
        });
    loop.post(() -> ran.add("after"));

    assertThat(next()).isEqualTo("after");
  }

  @Test
  void runsWhatWasPostedBeforeItIsClosed() {
    for (int i = 0; i < 1_000; i++) {
      loop.post(() -> ran.add("farewell"));
    }

    loop.close();

    assertThat(ran).hasSize(1_000);
  }

  @Test
  void toleratesPostsAndASecondCloseOnceItIsClosed() {
    loop.close();

    loop.post(() -> ran.add("never"));
    loop.close();

    assertThat(ran).isEmpty();
  }

  @Test
  void letsTimersRunBesideAFloodOfTasks() throws Exception {
    loop.post(() -> loop.schedule(Duration.ofMillis(5), () -> ran.add("timer")));
    loop.post(this::flood);

    assertThat(next()).isEqualTo("timer");
  }

  private void flood() {
    if (ran.isEmpty()) {
      loop.post(this::flood);
    }
  }

  private String next() throws InterruptedException {
    var next = ran.poll(10, TimeUnit.SECONDS);
    assertThat(next).as("nothing ran in ten seconds").isNotNull();
    return next;
  }
}
