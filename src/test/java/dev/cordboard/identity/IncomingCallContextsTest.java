package dev.cordboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.identity.IncomingCallContexts.Reading;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IncomingCallContextsTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  private final IncomingCallContexts contexts = contexts("res-1", 1);

  @Test
  void readsWhatItIssued() {
    var context = contexts.issue("call-1", "inv-1", T0);

    assertThat(context.split("\\.", -1)).hasSize(3);
    assertThat(contexts.read(context, T0)).isEqualTo(new Reading.Valid("call-1", "inv-1"));
  }

  @Test
  void holdsForItsLifetime() {
    var context = contexts.issue("call-1", "inv-1", T0);
    var end = T0.plus(Duration.ofMinutes(5));

    assertThat(contexts.read(context, end)).isInstanceOf(Reading.Valid.class);
    assertThat(contexts.read(context, end.plusMillis(1))).isEqualTo(new Reading.Expired(end));
  }

  @Test
  void tellsAnotherResourceFromAForgery() {
    var other = contexts("res-2", 1).issue("call-1", "inv-1", T0);
    var forged = contexts("res-1", 2).issue("call-1", "inv-1", T0);

    assertThat(contexts.read(other, T0)).isInstanceOf(Reading.OtherResource.class);
    assertThat(contexts.read(forged, T0)).isInstanceOf(Reading.Malformed.class);
  }

  @Test
  void survivesAnyText() {
    for (var text :
        new String[] {
          "", ".", "..", "...", "a.b.c", "e30.e30.e30", "\u0000.\u0000.\u0000", "x".repeat(5000)
        }) {
      assertThat(contexts.read(text, T0)).as(text).isInstanceOf(Reading.Malformed.class);
    }
  }

  @Property(tries = 500)
  void noChangedCharacterGoesUnnoticed(
      @ForAll @IntRange(max = 10_000) int at, @ForAll char replacement) {
    var context = contexts.issue("call-1", "inv-1", T0);
    int index = at % context.length();
    var changed = new StringBuilder(context);
    changed.setCharAt(index, replacement);

    // The last character of unpadded base64 carries unused bits: two spellings of one signature.
    if (index < context.length() - 1 && changed.charAt(index) != context.charAt(index)) {
      assertThat(contexts.read(changed.toString(), T0)).isNotInstanceOf(Reading.Valid.class);
    }
  }

  private static IncomingCallContexts contexts(String resource, int secret) {
    var bytes = new byte[32];
    bytes[0] = (byte) secret;
    return new IncomingCallContexts(new ResourceIdentity(resource, bytes), Duration.ofMinutes(5));
  }
}
