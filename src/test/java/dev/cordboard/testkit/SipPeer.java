package dev.cordboard.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// A SIP user agent for tests that shares no code with the server: plain text over a real socket,
/// and a script that says what to send and waits for what must come.
///
/// It retransmits nothing and expects to hear each message once; what comes again (same branch,
/// CSeq and first line) is skipped.
public final class SipPeer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AtomicLong count = new AtomicLong();
  private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();
  private final Wire wire;

  /// What carries the text.
  private interface Wire extends AutoCloseable {
    void send(byte[] message) throws IOException;

    String transport();

    int port();

    @Override
    void close() throws IOException;
  }

  private SipPeer(Wire wire) {
    this.wire = wire;
  }

  /// A peer on a free loopback UDP port.
  public static SipPeer udp(InetSocketAddress server) {
    try {
      var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      var peer = new SipPeer(new UdpWire(socket, new AtomicReference<>(server)));
      Thread.ofVirtual().start(() -> peer.readDatagrams(socket));
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A peer on a free loopback UDP port that is told later whom it talks to: see [#aimedAt].
  public static SipPeer udp() {
    return udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
  }

  /// A peer with one TCP connection to the server.
  public static SipPeer tcp(InetSocketAddress server) {
    try {
      var socket = new Socket(server.getAddress(), server.getPort());
      var peer = new SipPeer(new TcpWire(socket));
      Thread.ofVirtual().start(() -> peer.readStream(socket));
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same UDP peer, from now on talking to this server: for servers that must know our port
  /// before they start.
  public SipPeer aimedAt(InetSocketAddress other) {
    if (wire instanceof UdpWire udp) {
      udp.server().set(other);
    }
    return this;
  }

  public int port() {
    return wire.port();
  }

  /// Our Contact, without brackets.
  public String contact() {
    var uri = "sip:peer@127.0.0.1:" + port();
    return wire.transport().equals("UDP") ? uri : uri + ";transport=tcp";
  }

  /// Starts a request to the server.
  public Draft request(String method, String uri) {
    return new Draft(method + " " + uri + " SIP/2.0")
        .set(
            "Via",
            "SIP/2.0/%s 127.0.0.1:%d;rport;branch=z9hG4bKpeer%d"
                .formatted(wire.transport(), port(), count.incrementAndGet()))
        .set("Max-Forwards", "70")
        .set("Contact", "<" + contact() + ">");
  }

  /// Starts an INVITE, REGISTER or OPTIONS outside any dialog.
  public Draft outside(String method, String uri, String from, String to) {
    long number = count.incrementAndGet();
    return request(method, uri)
        .set("From", "<" + from + ">;tag=peer" + number)
        .set("To", "<" + to + ">")
        .set("Call-ID", "call" + number + "@" + port())
        .set("CSeq", "1 " + method);
  }

  /// Starts a request in the dialog that our INVITE and its answer made.
  public Draft inside(String method, Message invite, Message answer, int sequence) {
    var draft =
        request(method, answer.uriIn("Contact"))
            .set("From", invite.header("From"))
            .set("To", answer.header("To"))
            .set("Call-ID", invite.header("Call-ID"))
            .set("CSeq", sequence + " " + method);
    answer.headers("Record-Route").reversed().forEach(route -> draft.add("Route", route));
    return draft;
  }

  /// Starts a request in the dialog that the server's INVITE and our answer made.
  public Draft insideOf(String method, Message invite, Message answer, int sequence) {
    return request(method, invite.uriIn("Contact"))
        .set("From", answer.header("To"))
        .set("To", invite.header("From"))
        .set("Call-ID", invite.header("Call-ID"))
        .set("CSeq", sequence + " " + method);
  }

  /// Starts a response to a request of the server.
  public Draft response(Message request, int status, String tag) {
    var draft = new Draft("SIP/2.0 " + status + " Whatever");
    request.headers("Via").forEach(via -> draft.add("Via", via));
    var to = request.header("To");
    return draft
        .set("From", request.header("From"))
        .set("To", to.contains(";tag=") ? to : to + ";tag=" + tag)
        .set("Call-ID", request.header("Call-ID"))
        .set("CSeq", request.header("CSeq"))
        .set("Contact", "<" + contact() + ">");
  }

  /// Sends it, and returns it as it went out.
  public Message send(Draft draft) {
    var text = draft.text();
    try {
      wire.send(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Message(text);
  }

  /// Waits for the next message that was not seen yet.
  public Message next() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var message = poll(end - System.nanoTime());
      if (message.isEmpty()) {
        throw new AssertionError("nothing came in " + PATIENCE);
      }
      if (!seen.contains(message.get().identity())) {
        seen.add(message.get().identity());
        return message.get();
      }
    }
  }

  /// Waits for a response of this status; provisional ones may come before.
  public Message await(int status) {
    var message = next();
    while (message.isResponse() && message.status() < 200 && message.status() != status) {
      message = next();
    }
    if (!message.isResponse() || message.status() != status) {
      throw new AssertionError("expected " + status + ", got " + message.firstLine());
    }
    return message;
  }

  /// Waits for a request of this method.
  public Message await(String method) {
    var message = next();
    if (message.isResponse() || !message.firstLine().startsWith(method + " ")) {
      throw new AssertionError("expected " + method + ", got " + message.firstLine());
    }
    return message;
  }

  /// What has come in this time, if anything has; retransmissions count.
  public Optional<Message> nothingBut(Duration wait) {
    return poll(wait.toNanos());
  }

  /// Answers a digest challenge (RFC 2617, MD5).
  public static String credentials(
      Message challenge, String user, String password, String method, String uri) {
    var field = challenge.header("WWW-Authenticate");
    var realm = parameter(field, "realm");
    var nonce = parameter(field, "nonce");
    var ha1 = md5(user + ":" + realm + ":" + password);
    var response = md5(ha1 + ":" + nonce + ":00000001:c0ffee:auth:" + md5(method + ":" + uri));
    return ("Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\","
            + " algorithm=MD5, qop=auth, nc=00000001, cnonce=\"c0ffee\"")
        .formatted(user, realm, nonce, uri, response);
  }

  /// A session description with this port.
  public static String sdp(int port) {
    var lines =
        """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio %d RTP/AVP 0 8 101
        a=rtpmap:101 telephone-event/8000
        """;
    return lines.replace("\n", "\r\n").formatted(port);
  }

  @Override
  public void close() {
    try {
      wire.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Message> poll(long nanos) {
    try {
      return Optional.ofNullable(arrived.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private void readDatagrams(DatagramSocket socket) {
    var packet = new DatagramPacket(new byte[65_536], 65_536);
    try {
      while (true) {
        socket.receive(packet);
        arrived.add(
            new Message(
                new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1)));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void readStream(Socket socket) {
    try {
      var in = socket.getInputStream();
      for (var head = readHead(in); !head.isEmpty(); head = readHead(in)) {
        int length = Integer.parseInt(new Message(head).header("Content-Length"));
        var body = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        arrived.add(new Message(head + body));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private static String readHead(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.write(c);
      var text = head.toString(StandardCharsets.ISO_8859_1);
      if (text.equals("\r\n")) {
        head.reset();
      } else if (text.endsWith("\r\n\r\n")) {
        return text;
      }
    }
    return "";
  }

  private static String parameter(String field, String name) {
    var found = Pattern.compile(name + "=\"([^\"]*)\"").matcher(field);
    if (!found.find()) {
      throw new AssertionError("no " + name + " in " + field);
    }
    return found.group(1);
  }

  private static String md5(String text) {
    try {
      var digest = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /// A message that is being written.
  public static final class Draft {
    private final String firstLine;
    private final List<String> fields = new ArrayList<>();
    private String body = "";

    private Draft(String firstLine) {
      this.firstLine = firstLine;
    }

    /// Replaces a header field.
    public Draft set(String name, String value) {
      fields.removeIf(field -> field.toLowerCase(Locale.ROOT).startsWith(lower(name) + ":"));
      return add(name, value);
    }

    /// Adds a header field.
    public Draft add(String name, String value) {
      fields.add(name + ": " + value);
      return this;
    }

    /// Sets an SDP body.
    public Draft sdp(String text) {
      body = text;
      return set("Content-Type", "application/sdp");
    }

    /// Sets any body.
    public Draft body(String type, String text) {
      body = text;
      return set("Content-Type", type);
    }

    String text() {
      return firstLine
          + "\r\n"
          + String.join("\r\n", fields)
          + "\r\nContent-Length: "
          + body.length()
          + "\r\n\r\n"
          + body;
    }

    private static String lower(String name) {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  /// A message that was sent or received.
  public record Message(String text) {
    public String firstLine() {
      return text.substring(0, Math.max(0, text.indexOf("\r\n")));
    }

    public boolean isResponse() {
      return text.startsWith("SIP/2.0 ");
    }

    public int status() {
      return Integer.parseInt(firstLine().substring(8, 11));
    }

    /// The first header field of this name; empty when there is none.
    public String header(String name) {
      return headers(name).stream().findFirst().orElse("");
    }

    /// All header fields of this name.
    public List<String> headers(String name) {
      var head = text.substring(0, Math.max(0, text.indexOf("\r\n\r\n")));
      return head.lines()
          .skip(1)
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(Draft.lower(name) + ":"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .toList();
    }

    /// The URI between the brackets of a header field.
    public String uriIn(String name) {
      var value = header(name);
      return value.substring(value.indexOf('<') + 1, value.indexOf('>'));
    }

    public String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    /// The same for a retransmission.
    String identity() {
      return firstLine() + header("Via") + header("CSeq") + header("To") + body().length();
    }
  }

  private record UdpWire(DatagramSocket socket, AtomicReference<InetSocketAddress> server)
      implements Wire {
    @Override
    public void send(byte[] message) throws IOException {
      socket.send(new DatagramPacket(message, message.length, server.get()));
    }

    @Override
    public String transport() {
      return "UDP";
    }

    @Override
    public int port() {
      return socket.getLocalPort();
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private record TcpWire(Socket socket) implements Wire {
    @Override
    public void send(byte[] message) throws IOException {
      socket.getOutputStream().write(message);
    }

    @Override
    public String transport() {
      return "TCP";
    }

    @Override
    public int port() {
      return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
