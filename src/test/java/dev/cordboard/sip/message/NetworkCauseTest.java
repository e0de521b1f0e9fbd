package dev.cordboard.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 3326 §2.
class NetworkCauseTest {
  @Test
  void isTheFirstQ850Value() {
    assertThat(NetworkCause.of(List.of("Q.850;cause=16;text=\"Terminated\"")))
        .contains(new NetworkCause(16, "Terminated"));
    assertThat(NetworkCause.of(List.of("SIP ;cause=200 ;text=\"a, b\" , q.850 ; cause=31")))
        .contains(new NetworkCause(31, ""));
    assertThat(NetworkCause.of(List.of("SIP;cause=486", "Q.850;cause=17", "Q.850;cause=18")))
        .contains(new NetworkCause(17, ""));
  }

  @Test
  void aCommaOrQuoteInATextEndsNothing() {
    assertThat(NetworkCause.of(List.of("SIP;text=\"x\\\", Q.850;cause=1\",Q.850;cause=3")))
        .contains(new NetworkCause(3, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Q.850",
        "Q.850;cause",
        "Q.850;cause=",
        "Q.850;cause=0",
        "Q.850;cause=128",
        "Q.850;cause=99999999999",
        "Q.850;cause=-1",
        "Q.850;cause=1٣",
        "Q.851;cause=1",
        ";cause=1",
        ",,,",
        "\"Q.850;cause=1",
        "Q.850;cause=\"",
        "SIP;cause=486"
      })
  void anythingElseIsNone(String field) {
    assertThat(NetworkCause.of(List.of(field))).isEmpty();
  }

  @Test
  void aLongTextIsCut() {
    var field = "Q.850;cause=1;text=\"" + "x".repeat(60_000) + "\"";

    assertThat(NetworkCause.of(List.of(field)).orElseThrow().text()).hasSize(128);
  }
}
