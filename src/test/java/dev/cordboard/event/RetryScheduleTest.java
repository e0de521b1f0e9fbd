package dev.cordboard.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.base.IdSource;
import dev.cordboard.config.RetrySettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
  private static final Duration JUST_NOW = Duration.ZERO;

  @Test
  void doublesFromOneSecondToThirty() {
    var schedule = new RetrySchedule(RetrySettings.defaults(), always(20));

    assertThat(schedule.waitAfter(1, JUST_NOW)).contains(Duration.ofSeconds(1));
    assertThat(schedule.waitAfter(2, JUST_NOW)).contains(Duration.ofSeconds(2));
    assertThat(schedule.waitAfter(5, JUST_NOW)).contains(Duration.ofSeconds(16));
    assertThat(schedule.waitAfter(6, JUST_NOW)).contains(Duration.ofSeconds(30));
    assertThat(schedule.waitAfter(5_000, JUST_NOW)).contains(Duration.ofSeconds(30));
  }

  @Test
  void spreadsByAFifthBothWays() {
    assertThat(new RetrySchedule(RetrySettings.defaults(), always(0)).waitAfter(1, JUST_NOW))
        .contains(Duration.ofMillis(800));
    assertThat(new RetrySchedule(RetrySettings.defaults(), always(40)).waitAfter(1, JUST_NOW))
        .contains(Duration.ofMillis(1_200));
  }

  @Test
  void stopsAfterTenMinutes() {
    var schedule = new RetrySchedule(RetrySettings.defaults(), always(20));

    assertThat(schedule.waitAfter(20, Duration.ofSeconds(570))).isPresent();
    assertThat(schedule.waitAfter(20, Duration.ofSeconds(571))).isEmpty();
  }

  private static IdSource always(int number) {
    return new IdSource() {
      @Override
      public String uuid() {
        throw new AssertionError("not asked for");
      }

      @Override
      public String token(int bytes) {
        throw new AssertionError("not asked for");
      }

      @Override
      public int below(int bound) {
        assertThat(bound).isEqualTo(41);
        return number;
      }
    };
  }
}
