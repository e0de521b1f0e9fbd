package dev.cordboard.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/// Any bytes: only result values, and what was read survives being written. Without JAZZER_FUZZ the
/// seeds and all earlier finds are replayed.
class SdpFuzzTest {
  private static final LocalStream LOCAL =
      new LocalStream(Origin.ours(1, 1, "127.0.0.1"), "127.0.0.1", 4000, List.of(Codec.values()));

  @FuzzTest(maxDuration = "20s")
  void readsAnything(byte[] bytes) {
    check(bytes);
  }

  static void check(byte[] bytes) {
    SessionDescription.parse(bytes)
        .toOptional()
        .ifPresent(
            description -> {
              var again =
                  SessionDescription.parse(description.toBytes(), new SdpLimits(65_536, 8, 64));
              assertThat(again.toOptional()).contains(description);
              OfferAnswer.answer(description, LOCAL);
              OfferAnswer.accept(OfferAnswer.offer(LOCAL), description);
              OfferAnswer.accept(description, description);
            });
  }
}
