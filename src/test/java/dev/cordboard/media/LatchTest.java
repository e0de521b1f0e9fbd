package dev.cordboard.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/// Symmetric RTP: who may set the target, and until when.
class LatchTest {
  private static final InetAddress DESCRIBED = InetAddress.ofLiteral("10.0.0.5");
  private static final InetAddress SIGNALLING = InetAddress.ofLiteral("203.0.113.7");
  private static final InetAddress STRANGER = InetAddress.ofLiteral("198.51.100.9");

  private final Latch latch = new Latch();

  @Test
  void sendsWhereTheDescriptionSaysUntilSomethingComes() {
    latch.aim(DESCRIBED, 4000);

    assertThat(latch.target()).isEqualTo(at(DESCRIBED, 4000));
    assertThat(latch.isFixed()).isFalse();
  }

  @Test
  void theDescribedSourceSettlesItAtOnce() {
    latch.aim(DESCRIBED, 4000);
    latch.learn(at(DESCRIBED, 4000));

    assertThat(latch.isFixed()).isTrue();
    assertThat(latch.admits(at(DESCRIBED, 4002))).isFalse();
    assertThat(latch.admits(at(DESCRIBED, 4000))).isTrue();
  }

  @Test
  void neverAdmitsAnAddressThatNobodyNamed() {
    latch.signallingAddress(SIGNALLING);
    latch.aim(DESCRIBED, 4000);

    assertThat(latch.admits(at(STRANGER, 4000))).isFalse();
    assertThat(latch.admits(at(SIGNALLING, 31_000))).isTrue();
    assertThat(latch.admits(at(DESCRIBED, 31_000))).isTrue();
  }

  @Test
  void learnsThePortOfAPhoneBehindNatFromFivePackets() {
    latch.signallingAddress(SIGNALLING);
    latch.aim(DESCRIBED, 4000);
    for (int i = 0; i < 4; i++) {
      latch.learn(at(SIGNALLING, 31_000));
    }
    assertThat(latch.target()).isEqualTo(at(SIGNALLING, 31_000));
    assertThat(latch.isFixed()).isFalse();

    latch.learn(at(SIGNALLING, 31_002));

    assertThat(latch.isFixed()).isTrue();
    assertThat(latch.target()).isEqualTo(at(SIGNALLING, 31_002));
    latch.learn(at(SIGNALLING, 31_004));
    assertThat(latch.target()).isEqualTo(at(SIGNALLING, 31_002));
  }

  @Test
  void aNewOfferOpensItAgainButKeepsTheTargetWhenNothingChanged() {
    latch.signallingAddress(SIGNALLING);
    latch.aim(DESCRIBED, 4000);
    for (int i = 0; i < 5; i++) {
      latch.learn(at(SIGNALLING, 31_000));
    }

    latch.aim(DESCRIBED, 4000);
    assertThat(latch.target()).isEqualTo(at(SIGNALLING, 31_000));
    assertThat(latch.isFixed()).isFalse();

    latch.aim(DESCRIBED, 5000);
    assertThat(latch.target()).isEqualTo(at(DESCRIBED, 5000));
  }

  @Test
  void aNameInTheDescriptionLeavesTheSignallingAddress() {
    latch.signallingAddress(SIGNALLING);
    latch.aim(null, 4000);

    assertThat(latch.target()).isEqualTo(at(SIGNALLING, 4000));
    assertThat(latch.admits(at(STRANGER, 4000))).isFalse();
  }

  @Test
  void withoutAnyAddressNothingIsSentOrTaken() {
    latch.aim(null, 4000);

    assertThat(latch.target()).isNull();
    assertThat(latch.admits(at(STRANGER, 4000))).isFalse();
  }

  private static InetSocketAddress at(InetAddress address, int port) {
    return new InetSocketAddress(address, port);
  }
}
