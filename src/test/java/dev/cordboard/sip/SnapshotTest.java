package dev.cordboard.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.sip.dialog.Dialog;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.transport.Target;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private static final Snapshot SNAPSHOT =
      new Snapshot(
          new Dialog(
              "call-1",
              NameAddr.of("Größe \"x\"", SipUri.of("a", "10.0.0.1", 5060)).withTag("l"),
              NameAddr.of(SipUri.of("b", "10.0.0.2", -1)).withTag("r"),
              SipUri.of("b", "10.0.0.3", 5070).with("transport", "tcp"),
              List.of(NameAddr.of(SipUri.of("", "10.0.0.4", -1).with("lr", ""))),
              new Dialog.Sequences(7, 3)),
          Target.tcp(new InetSocketAddress("10.0.0.2", 40_000)));

  @Test
  void comesBackAsItWas() {
    assertThat(Snapshot.decode(SNAPSHOT.encode())).contains(SNAPSHOT);
  }

  @Test
  void isSmall() {
    assertThat(SNAPSHOT.encode()).hasSizeLessThan(300);
  }

  @Test
  void refusesAnythingElse() {
    var random = new Random(1);
    assertThat(Snapshot.decode(new byte[0])).isEmpty();
    var bytes = SNAPSHOT.encode();
    for (int i = 0; i < 2_000; i++) {
      var damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      Snapshot.decode(Arrays.copyOf(damaged, random.nextInt(damaged.length + 1)));
    }
  }
}
