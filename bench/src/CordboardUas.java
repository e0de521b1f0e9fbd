import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.SipSettings;
import dev.cordboard.config.SipTransportSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.sip.LegEnd;
import dev.cordboard.sip.SipLegListener;
import dev.cordboard.sip.SipUserAgent;
import dev.cordboard.sip.digest.CredentialSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Cordboard's own stack as a user agent server: answers every INVITE with 180 and 200, its session parsed and our own
/// written, and every BYE with 200. Argument: the UDP port on 127.0.0.1.
public final class CordboardUas {
  private static final byte[] SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  public static void main(String[] args) throws Exception {
    var parts =
        new SipUserAgent.Parts(TimeSource.system(), IdSource.random(), Metrics.none(), CredentialSource.none(), Map.of());
    var agent = SipUserAgent.open(settings(Integer.parseInt(args[0])), parts);
    agent.listen(incoming -> {
      incoming.leg().ring();
      incoming.leg().answer(SESSION);
      return new Silent();
    });
    agent.start();
    System.out.println("ready");
    Thread.currentThread().join();
  }

  private static final SessionDescription SESSION = parse();

  private static SessionDescription parse() {
    return switch (SessionDescription.parse(SDP)) {
      case SessionDescription.Parsed.Description(var session) -> session;
      case SessionDescription.Parsed.Malformed bad -> throw new IllegalStateException(bad.toString());
    };
  }

  private static SipSettings settings(int port) {
    var defaults = SipSettings.defaults();
    var base = defaults.transport();
    var transport =
        new SipTransportSettings(
            base.host(), port, base.advertise(), base.receiveBufferBytes(), base.mtuBytes(), base.symmetricResponses(),
            base.connections(), base.connectionsPerAddress(), base.idleTimeout(), base.frameTimeout(), base.connectTimeout(),
            base.sendQueueBytes());
    return new SipSettings(
        defaults.limits(), transport, defaults.transactions(), defaults.dialogs(), defaults.digest(), defaults.registrar(),
        defaults.silence(), List.of(TrunkSettings.of("generator", "127.0.0.1:25095")), List.of());
  }

  /// Does nothing about what happens.
  private static final class Silent implements SipLegListener {
    @Override
    public void ringing() {}

    @Override
    public void earlyMedia(SessionDescription session) {}

    @Override
    public void answered(Optional<SessionDescription> session) {}

    @Override
    public void failed(int status, String reason) {}

    @Override
    public void ended(LegEnd end) {}

    @Override
    public void offered(SessionDescription offer, Consumer<Optional<SessionDescription>> reply) {
      reply.accept(Optional.empty());
    }

    @Override
    public void offerWanted(Consumer<Optional<SessionDescription>> reply) {
      reply.accept(Optional.empty());
    }

    @Override
    public void offerAnswered(Optional<SessionDescription> answer) {}
  }
}
