package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.SipPeer;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a carrier says about a call that came to nothing reaches the application: the SIP status,
/// and the telephone network's own cause behind it (RFC 6432).
class NetworkDetailsIT {
  @TempDir private Path folder;

  @Test
  void aRefusalTellsSipAndQ850() throws IOException {
    try (var carrier = SipPeer.udp();
        var application = new TestApplication();
        var server = TestServer.start("--config", config(carrier.port()))) {
      carrier.aimedAt(address(server.sip()));
      var created =
          server
              .rest()
              .send(
                  "POST",
                  "/calling/callConnections?api-version=2026-03-12",
                  """
                  {"targets":[{"phoneNumber":{"value":"+19995550100"}}],
                   "sourceCallerIdNumber":{"value":"+18005550100"},"callbackUri":"%s"}
                  """
                      .formatted(application.url("/calls")));
      assertThat(created.statusCode()).as(created.body()).isEqualTo(201);

      var invite = carrier.await("INVITE");
      carrier.send(
          carrier
              .response(invite, 486, "t")
              .set("Reason", "SIP;cause=486, Q.850;cause=17;text=\"User busy\""));

      var result = application.await("/calls", "CreateCallFailed").data().get("resultInformation");
      assertThat(result.get("subCode").intValue()).isEqualTo(560486);
      assertThat(result.get("sipDetails").get("code").intValue()).isEqualTo(486);
      assertThat(result.get("q850Details").get("code").intValue()).isEqualTo(17);
      assertThat(result.get("q850Details").get("message").stringValue()).isEqualTo("User busy");
    }
  }

  private String config(int port) throws IOException {
    return Files.writeString(
            folder.resolve("server.yaml"),
            """
            sip:
              trunks:
                - {name: carrier, from: ["127.0.0.1:%d"], to: "sip:127.0.0.1:%d"}
              routes:
                - {match: '\\+1999[0-9]+', to: trunk carrier}
            """
                .formatted(port, port))
        .toString();
  }

  private static InetSocketAddress address(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), Integer.parseInt(hostAndPort.substring(colon + 1)));
  }
}
