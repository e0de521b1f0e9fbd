package dev.cordboard.event.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordboard.config.ReceiverSettings;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private final AddressGuard open = new AddressGuard(ReceiverSettings.defaults());
  private final AddressGuard strict =
      new AddressGuard(new ReceiverSettings(Optional.of(true), List.of(), Optional.empty()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "0.0.0.0",
        "198.18.0.1",
        "::1",
        "::",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
      })
  void refusesPrivateAddressesOnlyWhenTold(String address) {
    assertThat(strict.allows(InetAddress.ofLiteral(address))).isFalse();
    assertThat(open.allows(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"169.254.169.254", "fe80::1", "224.0.0.1", "255.255.255.255", "ff02::1"})
  void refusesLinkLocalAndMulticastAlways(String address) {
    assertThat(open.allows(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "11.0.0.1"})
  void allowsPublicAddresses(String address) {
    assertThat(strict.allows(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void allowsTheNetworksItIsTold() {
    var guard =
        new AddressGuard(
            new ReceiverSettings(
                Optional.of(true), List.of("10.1.0.0/16", "127.0.0.1"), Optional.empty()));

    assertThat(guard.allows(InetAddress.ofLiteral("10.1.255.1"))).isTrue();
    assertThat(guard.allows(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
    assertThat(guard.allows(InetAddress.ofLiteral("10.2.0.1"))).isFalse();
    assertThat(guard.allows(InetAddress.ofLiteral("127.0.0.2"))).isFalse();
  }

  @Test
  void saysWhatIsNoNetwork() {
    assertThatThrownBy(() -> Network.of("10.0.0.0/33")).hasMessageContaining("10.0.0.0/33");
    assertThatThrownBy(() -> Network.of("localhost/8")).hasMessageContaining("localhost/8");
  }
}
