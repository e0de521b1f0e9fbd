package dev.cordboard.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Holes in sound are filled by what was there, ever more quietly.
class ConcealmentTest {
  @Test
  void repeatsTheLastFrameAndFades() {
    var concealment = new Concealment();
    var frame = new short[160];
    Arrays.fill(frame, (short) 1000);
    concealment.good(frame);

    int before = 1001;
    for (int i = 0; i < 5; i++) {
      assertThat(concealment.fill(frame)).isTrue();
      assertThat(frame[0]).isLessThanOrEqualTo((short) before).isPositive();
      assertThat(frame[159]).isLessThan(frame[0]);
      before = frame[159];
    }
    assertThat(concealment.fill(frame)).isFalse();
    assertThat(frame).containsOnly((short) 0);
  }

  @Test
  void withoutAPastThereIsSilence() {
    assertThat(new Concealment().fill(new short[160])).isFalse();
  }
}
