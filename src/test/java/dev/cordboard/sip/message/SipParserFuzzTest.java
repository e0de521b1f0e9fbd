package dev.cordboard.sip.message;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Coverage-guided: with `JAZZER_FUZZ=1` in the environment it searches for the time given here,
/// else it replays the seeds beside it.
class SipParserFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void everythingIsAResult(byte[] bytes) {
    FuzzedMessages.check(bytes);
  }
}
