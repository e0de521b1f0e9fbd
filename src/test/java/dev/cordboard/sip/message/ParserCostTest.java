package dev.cordboard.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cordboard.config.SipLimits;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What one message may cost at most, whatever it holds: 5 ms of thread CPU at the size limit, and
/// ten times its size + 4 kB of memory; warm, best of three.
class ParserCostTest {
  private static final long MOST_CPU_NANOS = 5_000_000;
  private static final int REPLAYS = 3;

  /// So long that one line may fill it, and the line limit does not end the reading early.
  private static final int SOUND_LINE = 4_000;

  private static final SipLimits LIMITS = SipLimits.defaults();

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SipParser parser = new SipParser(LIMITS);

  @Test
  void noDatagramCostsMoreThanItsShare() {
    replay(HostileMessages.all(LIMITS.datagramBytes()), this::datagram);
  }

  @Test
  void noStreamMessageCostsMoreThanItsShare() {
    replay(HostileMessages.all(LIMITS.streamHeadBytes()), parser::frame);
  }

  @Test
  void noDatagramBeyondTheLimitCostsMore() {
    replay(HostileMessages.all(60_000), this::datagram);
  }

  @Test
  void noMessageOfSoundLinesCostsMoreThanItsShare() {
    replay(HostileMessages.all(SOUND_LINE), this::datagram);
  }

  @Test
  void askingForEverythingTakesNoMoreTime() {
    replayTimed(
        Stream.of(SOUND_LINE, 900)
            .flatMap(size -> HostileMessages.all(size).stream())
            .filter(bytes -> parser.datagram(bytes.clone()) instanceof Parsed.Message)
            .toList(),
        bytes -> {
          var parsed = parser.datagram(bytes);
          FuzzedMessages.askEverything(((Parsed.Message) parsed).message());
          return parsed;
        });
  }

  private Parsed datagram(byte[] bytes) {
    return parser.datagram(bytes);
  }

  private void replay(List<byte[]> messages, Reading reading) {
    replayTimed(messages, reading);
    for (var message : messages) {
      long bytes = best(message, reading, threads::getCurrentThreadAllocatedBytes);
      assertThat(bytes)
          .as(() -> "memory of " + start(message))
          .isLessThanOrEqualTo(10L * message.length + 4_096);
    }
  }

  private void replayTimed(List<byte[]> messages, Reading reading) {
    assertThat(messages).isNotEmpty();
    for (var message : messages) {
      reading.read(message.clone());
    }
    for (var message : messages) {
      long nanos = best(message, reading, threads::getCurrentThreadCpuTime);
      assertThat(nanos).as(() -> "CPU of " + start(message)).isLessThan(MOST_CPU_NANOS);
    }
  }

  private static long best(byte[] message, Reading reading, LongSupplier meter) {
    return Stream.generate(message::clone)
        .limit(REPLAYS)
        .mapToLong(
            copy -> {
              long before = meter.getAsLong();
              reading.read(copy);
              return meter.getAsLong() - before;
            })
        .min()
        .orElseThrow();
  }

  private static String start(byte[] message) {
    return new String(message, 0, Math.min(message.length, 300), UTF_8);
  }

  /// Some way to read a message.
  private interface Reading {
    Parsed read(byte[] bytes);
  }
}
