package dev.cordboard.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/// A receiver of webhooks on loopback that does what a test tells it: each request takes the next
/// scripted reaction, and the usual one (200) when none is left. It speaks raw sockets, so that it
/// can misbehave in every way.
public final class WebhookSink implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final ServerSocket server;
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<Reaction> script = new ConcurrentLinkedQueue<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Thread acceptor = Thread.ofPlatform().daemon().unstarted(this::accept);
  private volatile Reaction usual = status(200);

  /// One request as it came in.
  ///
  /// @param fields header fields by lower-case name
  /// @param connection the number of the connection it came over, from 1
  public record Received(
      String method, String target, Map<String, String> fields, String body, int connection) {
    /// A header field.
    public Optional<String> field(String lowerCaseName) {
      return Optional.ofNullable(fields.get(lowerCaseName));
    }
  }

  /// What the sink does once it has read a request.
  @FunctionalInterface
  public interface Reaction {
    /// Says whether the connection stays open for another request.
    boolean react(Received request, Socket socket) throws IOException, InterruptedException;
  }

  private WebhookSink(ServerSocket server) {
    this.server = server;
  }

  /// Starts a sink on a free port of 127.0.0.1.
  public static WebhookSink start() {
    return on(0);
  }

  /// Starts a sink on this port: one that comes up late.
  public static WebhookSink on(int port) {
    try {
      return listening(new ServerSocket(port, 200, InetAddress.ofLiteral("127.0.0.1")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts a sink that speaks TLS, on a free port of every loopback address.
  public static WebhookSink secure(SSLContext tls) {
    try {
      return listening(tls.getServerSocketFactory().createServerSocket(0, 200));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WebhookSink listening(ServerSocket server) {
    var sink = new WebhookSink(server);
    sink.acceptor.start();
    return sink;
  }

  /// The port it listens on.
  public int port() {
    return server.getLocalPort();
  }

  /// A URL of it; the path and query are taken as they are.
  public String url(String pathAndQuery) {
    return "http://127.0.0.1:" + port() + pathAndQuery;
  }

  /// What it does with the next requests, one each.
  public WebhookSink then(Reaction... reactions) {
    script.addAll(List.of(reactions));
    return this;
  }

  /// What it does when nothing is scripted.
  public WebhookSink always(Reaction reaction) {
    usual = reaction;
    return this;
  }

  /// The next request; waits a bounded time for it.
  public Received next() {
    try {
      var next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no request within " + PATIENCE_SECONDS + " s");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// The next `count` requests, in the order they came.
  public List<Received> next(int count) {
    var all = new ArrayList<Received>();
    while (all.size() < count) {
      all.add(next());
    }
    return all;
  }

  /// Whether no request waits to be looked at.
  public boolean isEmpty() {
    return received.isEmpty();
  }

  /// How many connections it has taken.
  public int connections() {
    return connections.get();
  }

  /// Answers with this status and no body.
  public static Reaction status(int status) {
    return answer(status, "", "");
  }

  /// Answers with a status and a body.
  public static Reaction answer(int status, String fields, String body) {
    return (_, socket) -> {
      write(socket, head(status, body.length()) + fields + "\r\n" + body);
      return true;
    };
  }

  /// Answers 200 with what the request makes of it.
  public static Reaction reply(Function<Received, String> body) {
    return (request, socket) -> answer(200, "", body.apply(request)).react(request, socket);
  }

  /// Sends somebody elsewhere.
  public static Reaction redirect(String location) {
    return answer(302, "Location: " + location + "\r\n", "");
  }

  /// Reads the request and never answers.
  public static Reaction silence() {
    return (_, socket) -> {
      awaitClose(socket);
      return false;
    };
  }

  /// Answers 200 once the latch is open.
  public static Reaction after(CountDownLatch latch) {
    return (request, socket) -> {
      latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return status(200).react(request, socket);
    };
  }

  /// Closes without an answer.
  public static Reaction hangUp() {
    return (_, _) -> false;
  }

  /// Answers 200, and closes although it said it would not.
  public static Reaction answerAndClose() {
    return (request, socket) -> {
      status(200).react(request, socket);
      return false;
    };
  }

  /// Writes these bytes, whatever they are, and closes.
  public static Reaction raw(String bytes) {
    return (_, socket) -> {
      write(socket, bytes);
      return false;
    };
  }

  /// Writes this piece until nobody takes it any more, behind this beginning.
  public static Reaction endless(String beginning, String piece) {
    return (_, socket) -> {
      write(socket, beginning);
      while (!socket.isClosed()) {
        write(socket, piece);
      }
      return false;
    };
  }

  @Override
  public void close() {
    try {
      server.close();
      // Until the thread has left, the system may still take a connection for it.
      acceptor.join();
      synchronized (sockets) {
        for (var socket : sockets) {
          socket.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        synchronized (sockets) {
          sockets.add(socket);
        }
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket, number));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      boolean open = true;
      while (open) {
        var request = read(in, number);
        if (request.isEmpty()) {
          return;
        }
        var scripted = Optional.ofNullable(script.poll());
        received.add(request.get());
        open = scripted.orElse(usual).react(request.get(), socket);
      }
    } catch (IOException e) {
      // The other side has gone, or the test is over.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<Received> read(InputStream in, int number) throws IOException {
    var start = line(in);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    var fields = new HashMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    int length = Integer.parseInt(fields.getOrDefault("content-length", "0"));
    var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    int firstSpace = start.indexOf(' ');
    int lastSpace = start.lastIndexOf(' ');
    return Optional.of(
        new Received(
            start.substring(0, firstSpace),
            start.substring(firstSpace + 1, lastSpace),
            fields,
            body,
            number));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int each = in.read(); each >= 0 && each != '\n'; each = in.read()) {
      if (each != '\r') {
        line.append((char) each);
      }
    }
    return line.toString();
  }

  private static String head(int status, int length) {
    return "HTTP/1.1 " + status + " Scripted\r\nContent-Length: " + length + "\r\n";
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static void awaitClose(Socket socket) throws IOException {
    try {
      while (socket.getInputStream().read() >= 0) {
        // Whatever else comes is of no interest.
        continue;
      }
    } catch (SocketException e) {
      // Closed or reset: that is what was waited for.
    }
  }
}
