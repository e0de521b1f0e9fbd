package dev.cordboard.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.event.Outcomes.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How much is kept of what became of callbacks.
class OutcomesTest {
  private final Outcomes outcomes = new Outcomes();

  @Test
  void keepsTheLastOfACall() {
    IntStream.range(0, 100).forEach(i -> add("call", i));

    var kept = outcomes.of("call").stream().map(Outcome::what).toList();
    assertThat(kept).hasSize(64).startsWith("36").endsWith("99");
  }

  @Test
  void forgetsTheOldestCall() {
    IntStream.range(0, 1_001).forEach(i -> add("call-" + i, i));

    assertThat(outcomes.of("call-0")).isEmpty();
    assertThat(outcomes.of("call-1")).hasSize(1);
    assertThat(outcomes.of("call-1000")).hasSize(1);
    assertThat(outcomes.of("nobody")).isEqualTo(List.of());
  }

  private void add(String callId, int number) {
    outcomes.add(callId, new Outcome(Instant.EPOCH, Integer.toString(number)));
  }
}
