package dev.cordboard.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.GridEvent;
import dev.cordboard.call.Invitee;
import dev.cordboard.call.LegId;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.journal.OutboxEntry.Content;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JournalCodecTest {
  private static final int SAMPLES = 200;
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.5Z");

  private final RandomValues values = new RandomValues(4);

  static Stream<Class<?>> inputs() {
    return RandomValues.members(CallInput.class);
  }

  static Stream<Class<?>> details() {
    return RandomValues.members(CallEvent.Detail.class);
  }

  static Stream<Class<?>> gridEvents() {
    return RandomValues.members(GridEvent.class);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void everyInputComesBackAsItWas(Class<? extends CallInput> type) {
    for (int i = 0; i < SAMPLES; i++) {
      var input = values.of(type);

      var decoded = JournalCodec.input(JournalCodec.encode(input));

      assertThat(decoded).isEqualTo(new Decoded.Intact<CallInput>(input));
    }
  }

  @ParameterizedTest
  @MethodSource("details")
  void everyCallbackComesBackAsItWas(Class<? extends CallEvent.Detail> type) {
    for (int i = 0; i < SAMPLES; i++) {
      var some = values.of(CallEvent.class);
      var event =
          new CallEvent(
              some.at(),
              some.to(),
              some.ids(),
              some.operationContext(),
              some.result(),
              values.of(type));
      comesBack(new OutboxEntry("event-" + i, AT, new Content.Callback(event)));
    }
  }

  @ParameterizedTest
  @MethodSource("gridEvents")
  void everyGridEventComesBackAsItWas(Class<? extends GridEvent> type) {
    for (int i = 0; i < SAMPLES; i++) {
      comesBack(new OutboxEntry("event-" + i, AT, new Content.Grid(values.of(type))));
    }
  }

  private static void comesBack(OutboxEntry entry) {
    assertThat(JournalCodec.outboxEntry(JournalCodec.encode(entry)))
        .isEqualTo(new Decoded.Intact<>(entry));
  }

  @Test
  void identifiersOfEveryKindComeBackAsTheyWere() {
    RandomValues.members(CommunicationIdentifier.class)
        .map(type -> (CommunicationIdentifier) values.of(type))
        .forEach(
            identifier ->
                comesBack(
                    new OutboxEntry(
                        "e",
                        AT,
                        new Content.Callback(
                            new CallEvent(
                                AT,
                                values.of(CallEvent.Recipient.class),
                                values.of(CallEvent.class).ids(),
                                values.of(CallEvent.class).operationContext(),
                                values.of(CallEvent.class).result(),
                                new CallEvent.Detail.RemoveParticipantSucceeded(identifier))))));
  }

  @Test
  void anEntryThatIsCutShortIsBroken() {
    var random = new SplittableRandom(5);
    for (int i = 0; i < 10 * SAMPLES; i++) {
      var bytes = JournalCodec.encode(values.of(CallInput.class));
      int length = random.nextInt(bytes.length);

      assertThat(isBroken(Arrays.copyOf(bytes, length))).as("%d bytes", length).isTrue();
    }
  }

  private static boolean isBroken(byte[] bytes) {
    return JournalCodec.input(bytes) instanceof Decoded.Broken<CallInput>;
  }

  @Test
  void anEntryWithMoreBehindItIsBroken() {
    var bytes = JournalCodec.encode(values.of(CallInput.class));

    assertThat(JournalCodec.input(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(Decoded.Broken.class);
  }

  @Test
  void anyBytesGiveAResult() {
    var random = new SplittableRandom(7);
    int broken = 0;
    for (int i = 0; i < 20_000; i++) {
      var bytes = JournalCodec.encode(values.of(CallInput.class));
      for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      broken += isBroken(bytes) ? 1 : 0;
      JournalCodec.outboxEntry(bytes);
    }

    assertThat(broken).isPositive();
  }

  @Test
  void anEntryOfALaterVersionIsBroken() {
    var bytes = JournalCodec.encode(values.of(CallInput.class));
    bytes[0] = 2;

    assertThat(JournalCodec.input(bytes)).isEqualTo(new Decoded.Broken<CallInput>("version 2"));
  }

  /// Before a redirect had a context and a failure a Q.850 cause.
  @Test
  void entriesOfEarlierReleasesAreRead() {
    var redirect = new CallInput.Redirect(AT, "i", values.of(Invitee.class), CustomContext.NONE);
    var now = JournalCodec.encode(redirect);
    var then = Arrays.copyOf(now, now.length - 2);
    then[1] = 12;
    assertThat(JournalCodec.input(then)).isEqualTo(new Decoded.Intact<CallInput>(redirect));

    var failed = new CallInput.Failed(AT, new LegId("leg-1"), 486, "Busy Here");
    now = JournalCodec.encode(failed);
    then = Arrays.copyOf(now, now.length - 1);
    then[1] = 33;
    assertThat(JournalCodec.input(then)).isEqualTo(new Decoded.Intact<CallInput>(failed));
  }

  /// Journals outlive releases: these bytes must be readable for as long as version 1 is.
  @Test
  void theBytesOfVersionOneStayWhatTheyAre() {
    var input = new CallInput.Ended(AT, new LegId("leg-1"), CallInput.LegEnd.MEDIA_STOPPED);

    var hex = HexFormat.of().formatHex(JournalCodec.encode(input));

    assertThat(hex).isEqualTo("012280f2d6ca0680cab5ee01056c65672d310d4d454449415f53544f50504544");
  }
}
