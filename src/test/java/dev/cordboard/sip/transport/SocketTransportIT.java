package dev.cordboard.sip.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.SipSettings;
import dev.cordboard.config.SipTransportSettings;
import dev.cordboard.sip.message.SipUri;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The transport over real sockets of the loopback, against sockets that know nothing of it.
class SocketTransportIT {
  private static final Duration SHORT = Duration.ofMillis(300);

  private final RecordingReceiver receiver = new RecordingReceiver();
  private final List<AutoCloseable> open = new ArrayList<>();
  private LoopThread loop;
  private SocketTransport transport;

  @BeforeEach
  void startTransport() {
    loop = new LoopThread(TimeSource.system());
    transport = transport(settings(32, Duration.ofMinutes(10), Duration.ofSeconds(10), 1 << 20));
    transport.start(receiver);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (var each : open) {
      each.close();
    }
    loop.close();
  }

  @Test
  void handsOverADatagramWithTheAddressItReallyCameFrom() throws Exception {
    var phone = phone();

    send(phone, options("UDP", "192.0.2.9:5099", "rport;branch=z9hG4bK1"));

    var received = receiver.message();
    assertThat(received.flow().remote().getPort()).isEqualTo(phone.getLocalPort());
    assertThat(received.request().topVia().received()).hasValue("127.0.0.1");
    assertThat(received.request().topVia().rport()).hasValue(phone.getLocalPort());
  }

  @Test
  void sendsTheResponseBackToThePortThatTheRequestCameFrom() throws Exception {
    var phone = phone();
    send(phone, options("UDP", "192.0.2.9:5099", "branch=z9hG4bK1"));
    var received = receiver.message();

    var response = transport.response(received.request().response(200).build(), received.flow());
    loop.post(() -> transport.send(response));

    assertThat(receive(phone)).startsWith("SIP/2.0 200 OK\r\n").contains(";received=127.0.0.1");
  }

  @Test
  void answersABadRequestWithoutBotheringAnybody() throws Exception {
    var phone = phone();

    send(phone, options("UDP", "127.0.0.1", "branch=z9hG4bK1").replace("To: <sip:", "To: <isbn:"));

    assertThat(receive(phone))
        .startsWith("SIP/2.0 400 Bad Request\r\n")
        .contains("Call-ID: c1\r\n")
        .contains("CSeq: 1 OPTIONS\r\n");
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void dropsResponsesToWhatItNeverSent() throws Exception {
    var phone = phone();
    int own = transport.address(Protocol.UDP).getPort();

    send(phone, ok("192.0.2.99:" + own));
    send(phone, ok("127.0.0.1:" + (own - 1)));
    send(phone, ok("127.0.0.1:" + own + ";branch=z9hG4bK1, SIP/2.0/UDP 255.255.255.255"));
    send(phone, ok("127.0.0.1:" + own + ";branch=z9hG4bKours"));

    assertThat(receiver.message().response().topVia().branch()).hasValue("z9hG4bKours");
  }

  @Test
  void refusesADatagramBeyondTheLimit() throws Exception {
    var phone = phone();

    send(phone, options("UDP", "127.0.0.1", "branch=z9hG4bK1") + "x".repeat(20_000));

    assertThat(receive(phone)).startsWith("SIP/2.0 513 ");
  }

  @Test
  void neverAnswersWhatIsNoRequest() throws Exception {
    var phone = phone();

    send(phone, "SIP/2.0 999 nonsense\r\n\r\n");
    send(phone, "\r\n\r\n");
    send(phone, "hello");
    send(phone, options("UDP", "127.0.0.1", "branch=z9hG4bK1"));

    assertThat(receiver.message().request().callId()).isEqualTo("c1");
    phone.setSoTimeout(100);
    assertThatThrownBy(() -> receive(phone)).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void readsMessagesOfAStreamHoweverTheyAreCut() throws Exception {
    var peer = connect();
    var two = withBody("c1", "first") + withBody("c2", "second");

    for (int from = 0; from < two.length(); from += 37) {
      write(peer, two.substring(from, Math.min(two.length(), from + 37)));
    }

    assertThat(new String(receiver.message().message().body(), UTF_8)).isEqualTo("first");
    assertThat(new String(receiver.message().message().body(), UTF_8)).isEqualTo("second");
  }

  @Test
  void answersAPingOfAStreamWithAPong() throws Exception {
    var peer = connect();

    write(peer, "\r\n\r\n");

    assertThat(peer.getInputStream().readNBytes(2)).isEqualTo(new byte[] {'\r', '\n'});
  }

  @Test
  void respondsByTheConnectionThatTheRequestCameBy() throws Exception {
    var peer = connect();
    write(peer, options("TCP", "192.0.2.9:5099", "branch=z9hG4bK1"));
    var received = receiver.message();

    var response = transport.response(received.request().response(200).build(), received.flow());
    loop.post(() -> transport.send(response));

    assertThat(readLine(peer)).isEqualTo("SIP/2.0 200 OK");
  }

  @Test
  void opensOneConnectionAndUsesItAgain() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(10_000);
      var target = Target.tcp((InetSocketAddress) server.getLocalSocketAddress());

      loop.post(() -> transport.send(request("a", target)));
      var accepted = server.accept();
      open.add(accepted);
      assertThat(readLine(accepted)).startsWith("OPTIONS ");
      loop.post(() -> transport.send(request("b", target)));

      var rest = new StringBuilder();
      while (!rest.toString().contains("branch=b")) {
        rest.append(readLine(accepted)).append('\n');
      }
      assertThat(rest).contains("branch=a");
    }
  }

  @Test
  void tellsWhenNobodyListensAtTheTarget() throws Exception {
    int port;
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }

    var outgoing = request("a", Target.tcp(at("127.0.0.1", port)));
    loop.post(() -> transport.send(outgoing));

    assertThat(receiver.lost()).isSameAs(outgoing);
  }

  @Test
  void tellsWhenTheConnectionOfAFlowIsGone() throws Exception {
    var peer = connect();
    write(peer, options("TCP", "127.0.0.1", "branch=z9hG4bK1"));
    var flow = receiver.message().flow();

    peer.close();

    assertThat(receiver.end().connection()).isEqualTo(flow.connection());
    loop.post(() -> transport.send(request("a", flow.target())));
    assertThat(receiver.lost().target()).isEqualTo(flow.target());
  }

  @Test
  void closesAStreamWhoseFramingIsInDoubt() throws Exception {
    var peer = connect();

    write(peer, withBody("c1", "body").replace("Content-Length: 4", "Content-Length: 4\r\nl: 2"));

    assertThat(readLine(peer)).isEqualTo("SIP/2.0 400 Bad Request");
    assertThat(new String(peer.getInputStream().readAllBytes(), UTF_8)).endsWith("\r\n\r\n");
  }

  @Test
  void closesAStreamThatAnnouncesAHugeBody() throws Exception {
    var peer = connect();

    write(peer, withBody("c1", "body").replace("Content-Length: 4", "Content-Length: 10000000"));

    assertThat(readLine(peer)).isEqualTo("SIP/2.0 513 Message Too Large");
    assertThat(peer.getInputStream().readAllBytes()).isNotEmpty();
  }

  @Test
  void closesAStreamThatSendsItsHeadTooSlowly() throws Exception {
    var impatient = transport(settings(32, Duration.ofMinutes(10), SHORT, 1 << 20));
    impatient.start(receiver);
    var peer = connect(impatient);

    write(peer, "OPTIONS sip:a@127.0.0.1 SIP/2.0\r\n");

    assertThat(peer.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void closesAStreamThatFellSilent() throws Exception {
    var impatient = transport(settings(32, SHORT, Duration.ofSeconds(10), 1 << 20));
    impatient.start(receiver);
    var peer = connect(impatient);
    write(peer, options("TCP", "127.0.0.1", "branch=z9hG4bK1"));
    receiver.message();

    assertThat(peer.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void letsTheLongestIdleConnectionOfAnAddressMakeRoom() throws Exception {
    var small = transport(settings(4, Duration.ofMinutes(10), Duration.ofSeconds(10), 1 << 20));
    small.start(receiver);
    var first = connect(small);
    for (int i = 0; i < 3; i++) {
      ping(connect(small));
    }

    var fifth = connect(small);
    write(fifth, options("TCP", "127.0.0.1", "branch=z9hG4bK1"));

    assertThat(receiver.message().request().callId()).isEqualTo("c1");
    assertThat(first.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void dropsAReaderThatDoesNotRead() throws Exception {
    var small = transport(settings(32, Duration.ofMinutes(10), Duration.ofSeconds(10), 100_000));
    small.start(receiver);
    var peer = connect(small);
    write(peer, options("TCP", "127.0.0.1", "branch=z9hG4bK1"));
    var received = receiver.message();
    var big = received.request().response(200).body("text/plain", new byte[50_000]).build();
    var response = small.response(big, received.flow());

    loop.post(
        () -> {
          for (int i = 0; i < 500; i++) {
            small.send(response);
          }
        });

    assertThat(receiver.lost()).isEqualTo(response);
    assertThat(receiver.end().connection()).isEqualTo(received.flow().connection());
  }

  @Test
  void sendsFarewellsBeforeItCloses() throws Exception {
    var phone = phone();
    var to = (InetSocketAddress) phone.getLocalSocketAddress();

    loop.post(() -> transport.send(request("bye", Target.udp(to))));
    transport.close();
    loop.close();

    assertThat(receive(phone)).startsWith("OPTIONS ").contains("branch=bye");
  }

  @Test
  void takesTcpWhenARequestIsTooLongForUdp() {
    var target = new Target(Protocol.UDP, at("127.0.0.1", 1), 0, true, none());

    var outgoing =
        transport.request(
            TestRequests.options("sip:a@b").body("x/y", new byte[2_000]), "z", target);

    assertThat(outgoing.target().protocol()).isEqualTo(Protocol.TCP);
    assertThat(outgoing.message().topVia().transport()).isEqualTo("TCP");
  }

  @Test
  void findsAddressesAtOnceAndNamesLater() throws Exception {
    assertThat(resolve("sip:a@192.0.2.7"))
        .singleElement()
        .isEqualTo(new Target(Protocol.UDP, at("192.0.2.7", 5060), 0, true, none()));
    assertThat(resolve("sip:a@[2001:db8::9]:5070;transport=tcp"))
        .singleElement()
        .isEqualTo(Target.tcp(at("2001:db8::9", 5070)));
    assertThat(resolve("sip:a@localhost:7"))
        .first()
        .isEqualTo(new Target(Protocol.UDP, at("127.0.0.1", 7), 0, true, none()));
    assertThat(resolve("sip:a@no-such-host.invalid")).isEmpty();
    assertThat(resolve("sip:a@127.0.0.1;transport=sctp")).isEmpty();
    assertThat(resolve("sips:a@127.0.0.1")).isEmpty();
  }

  @Test
  void namesTheAddressThatThePeerCanReach() {
    var everywhere =
        transport(
            SipSettings.defaults()
                .withTransport(
                    withHost(SipTransportSettings.defaults(), "0.0.0.0", Optional.empty())));

    var own = everywhere.own(Target.udp(at("127.0.0.1", 5060)));

    assertThat(own.host()).isEqualTo("127.0.0.1");
    assertThat(own.port()).isEqualTo(everywhere.address(Protocol.UDP).getPort());
    assertThat(everywhere.address(Protocol.TCP).getPort()).isEqualTo(own.port());
  }

  @Test
  void tellsAPortThatIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var defaults = SipTransportSettings.defaults();
      var settings = withPort(defaults, taken.getLocalPort());

      assertThatThrownBy(() -> transport(SipSettings.defaults().withTransport(settings)))
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(java.net.BindException.class);
    }
  }

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  private List<Target> resolve(String uri) throws Exception {
    var found = new CompletableFuture<List<Target>>();
    loop.post(() -> transport.resolve(SipUri.parse(uri).orElseThrow(), found::complete));
    return found.get(20, TimeUnit.SECONDS);
  }

  private Outgoing request(String branch, Target target) {
    return transport.request(TestRequests.options("sip:a@127.0.0.1"), branch, target);
  }

  private static void ping(Socket peer) throws IOException {
    write(peer, "\r\n\r\n");
    assertThat(peer.getInputStream().readNBytes(2)).hasSize(2);
  }

  private static String options(String transport, String sentBy, String parameters) {
    return """
    OPTIONS sip:a@127.0.0.1 SIP/2.0
    Via: SIP/2.0/%s %s;%s
    From: <sip:b@127.0.0.1>;tag=1
    To: <sip:a@127.0.0.1>
    Call-ID: c1
    CSeq: 1 OPTIONS
    Content-Length: 0

    """
        .formatted(transport, sentBy, parameters)
        .replace("\n", "\r\n");
  }

  private static String ok(String via) {
    return """
    SIP/2.0 200 OK
    Via: SIP/2.0/UDP %s
    From: <sip:b@127.0.0.1>;tag=1
    To: <sip:a@127.0.0.1>;tag=2
    Call-ID: c1
    CSeq: 1 INVITE
    Content-Length: 0

    """
        .formatted(via)
        .replace("\n", "\r\n");
  }

  private static String withBody(String callId, String body) {
    return options("TCP", "127.0.0.1", "branch=z9hG4bK" + callId)
            .replace("Call-ID: c1", "Call-ID: " + callId)
            .replace("Content-Length: 0", "Content-Length: " + body.length())
        + body;
  }

  private DatagramSocket phone() throws IOException {
    var phone = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    phone.setSoTimeout(10_000);
    open.add(phone);
    return phone;
  }

  private void send(DatagramSocket phone, String message) throws IOException {
    var bytes = message.getBytes(UTF_8);
    phone.send(new DatagramPacket(bytes, bytes.length, transport.address(Protocol.UDP)));
  }

  private static String receive(DatagramSocket phone) throws IOException {
    var packet = new DatagramPacket(new byte[65_535], 65_535);
    phone.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), UTF_8);
  }

  private Socket connect() throws IOException {
    return connect(transport);
  }

  private Socket connect(SocketTransport to) throws IOException {
    var address = to.address(Protocol.TCP);
    var peer = new Socket(address.getAddress(), address.getPort());
    peer.setSoTimeout(10_000);
    open.add(peer);
    return peer;
  }

  private static void write(Socket peer, String text) throws IOException {
    peer.getOutputStream().write(text.getBytes(UTF_8));
    peer.getOutputStream().flush();
  }

  private static String readLine(Socket peer) throws IOException {
    var line = new StringBuilder();
    for (int c = peer.getInputStream().read(); c != '\n'; c = peer.getInputStream().read()) {
      assertThat(c).as("the stream ended early, after: " + line).isNotEqualTo(-1);
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private SocketTransport transport(SipSettings settings) {
    var created = new SocketTransport(settings, loop, TimeSource.system(), Metrics.none());
    open.add(created);
    return created;
  }

  private static SipSettings settings(
      int perAddress, Duration idle, Duration frame, int sendQueueBytes) {
    var base = withPort(SipTransportSettings.defaults(), 0);
    return SipSettings.defaults()
        .withTransport(
            new SipTransportSettings(
                base.host(),
                base.port(),
                base.advertise(),
                base.receiveBufferBytes(),
                base.mtuBytes(),
                base.symmetricResponses(),
                base.connections(),
                perAddress,
                idle,
                frame,
                base.connectTimeout(),
                sendQueueBytes));
  }

  private static SipTransportSettings withPort(SipTransportSettings base, int port) {
    return with(base, base.host(), port);
  }

  private static SipTransportSettings withHost(
      SipTransportSettings base, String host, Optional<String> advertise) {
    assertThat(advertise).isEmpty();
    return with(base, host, 0);
  }

  private static SipTransportSettings with(SipTransportSettings base, String host, int port) {
    return new SipTransportSettings(
        host,
        port,
        base.advertise(),
        base.receiveBufferBytes(),
        base.mtuBytes(),
        base.symmetricResponses(),
        base.connections(),
        base.connectionsPerAddress(),
        base.idleTimeout(),
        base.frameTimeout(),
        base.connectTimeout(),
        base.sendQueueBytes());
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
