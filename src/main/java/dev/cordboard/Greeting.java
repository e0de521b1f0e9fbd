package dev.cordboard;

import java.time.Duration;

/// What a person reads when the server is ready: the connection string and the lines to paste.
final class Greeting {
  private Greeting() {}

  static String text(Addresses addresses, Duration startTime) {
    var authority = addresses.caCertificate();
    var trustStore = authority.resolveSibling("ca.jks");
    return """

    Cordboard is ready after %d ms. Ctrl-C stops it.

      API      %s
      SIP      udp %s, tcp %s
      numbers  %s
      CA       %s

    Connection string:
      %s

    Paste into your application, and let it trust the CA:
      Java    new CallAutomationClientBuilder().connectionString("<connection string>").buildClient()
              java -Djavax.net.ssl.trustStore=%s
      Node    new CallAutomationClient("<connection string>")
              NODE_EXTRA_CA_CERTS=%s
      Python  CallAutomationClient.from_connection_string("<connection string>", connection_verify="%s")
      .NET    new CallAutomationClient("<connection string>")
              SSL_CERT_FILE=%s
    """
        .formatted(
            startTime.toMillis(),
            addresses.endpoint(),
            addresses.sipUdp(),
            addresses.sipTcp(),
            String.join(", ", addresses.numbers()),
            authority,
            addresses.connectionString(),
            trustStore,
            authority,
            authority,
            authority);
  }
}
