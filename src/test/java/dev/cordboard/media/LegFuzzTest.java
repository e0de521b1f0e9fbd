package dev.cordboard.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cordboard.sdp.AgreedStream;
import dev.cordboard.sdp.Codec;
import dev.cordboard.sdp.Direction;
import dev.cordboard.testkit.CountingMetrics;
import dev.cordboard.testkit.ManualTime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Any datagrams, in any order, on legs that are passed through and on legs that are mixed: nothing
/// escapes. Without JAZZER_FUZZ the seeds and all earlier finds are replayed.
class LegFuzzTest {
  private static final AgreedStream AGREED =
      new AgreedStream(
          new AgreedStream.Remote("127.0.0.1", 9, 10),
          Direction.SENDRECV,
          false,
          new AgreedStream.Send(Codec.PCMU, 0, 101, 20),
          new AgreedStream.Receive(
              List.of(new AgreedStream.Audio(0, Codec.PCMU), new AgreedStream.Audio(8, Codec.PCMA)),
              101));

  @FuzzTest(maxDuration = "20s")
  void takesAnything(FuzzedDataProvider data) {
    int parties = 2 + data.consumeInt(0, 1);
    var datagrams = new ArrayList<byte[]>();
    while (data.remainingBytes() > 0 && datagrams.size() < 60) {
      datagrams.add(data.consumeBytes(data.consumeInt(0, 200)));
    }
    var next = datagrams.iterator();
    exchange(parties, datagrams.size(), next::next);
  }

  @Property(tries = 200)
  void takesAnyBytes(@ForAll long seed) {
    var random = new Random(seed);
    exchange(2 + random.nextInt(2), 200, () -> likely(random));
  }

  /// Bytes that are mostly RTP or RTCP, with faults.
  private static byte[] likely(Random random) {
    var bytes = new byte[random.nextInt(12) == 0 ? random.nextInt(40) : 12 + random.nextInt(1500)];
    random.nextBytes(bytes);
    if (bytes.length >= 12 && random.nextInt(10) > 0) {
      bytes[0] = (byte) (random.nextInt(5) == 0 ? 0x80 | (bytes[0] & 0x3F) : 0x80);
      bytes[1] = (byte) new int[] {0, 8, 101, 200, 201}[random.nextInt(5)];
      bytes[2] = 0;
      bytes[8] = 0;
      bytes[9] = 0;
      bytes[10] = 0;
      bytes[11] = (byte) random.nextInt(2);
      if (random.nextInt(4) > 0) {
        bytes[4] = 0;
        bytes[5] = 0;
      }
    }
    return bytes;
  }

  private static void exchange(int parties, int packets, Supplier<byte[]> source) {
    var time = new ManualTime();
    var metrics = new CountingMetrics();
    var shard = new Shard(time, 1, Counters.of(metrics));
    var conversation = new Conversation(shard);
    var legs = new ArrayList<Leg>();
    for (int i = 0; i < parties; i++) {
      var leg = WarmUp.leg(time, i + 1);
      leg.open(shard);
      leg.agree(AGREED);
      leg.join(conversation, true, true);
      legs.add(leg);
    }
    for (int i = 0; i < packets; i++) {
      var bytes = source.get();
      var buffer = shard.receiveBuffer().clear();
      buffer.put(bytes, 0, Math.min(bytes.length, buffer.capacity()));
      var leg = legs.get(i % parties);
      leg.rtp(buffer, buffer.position(), time.nanoTime());
      leg.rtcp(ByteBuffer.wrap(bytes), bytes.length, time.nanoTime());
      time.advance(Duration.ofMillis(7));
      shard.tick(time.nanoTime());
    }
    assertThat(metrics.count("cordboard.media.faults")).isZero();
    shard.closeAll();
  }
}
