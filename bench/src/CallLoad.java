import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Sets calls up through REST at a fixed rate, answers them as a SIP trunk, takes their events as a webhook, and
/// prints how long each hop took and whether an event was lost.
///
/// Arguments: READY-FILE RATE SECONDS TRUNK-PORT. The server must route `+1999…` to a trunk at 127.0.0.1:TRUNK-PORT.
/// Each call: create, INVITE, 200, CallConnected, ParticipantsUpdated, hang up after a second, CallDisconnected.
public final class CallLoad {
  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final String EMPTY_SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio %d RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";

  private final String endpoint;
  private final byte[] key;
  private final HttpClient client;
  private final int rate;
  private final int calls;
  private final DatagramSocket trunk;
  private final DatagramSocket rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final HttpServer sink;
  private final AtomicLongArray created;
  private final AtomicLongArray invited;
  private final AtomicLongArray answered;
  private final AtomicLongArray connected;
  private final AtomicInteger[] events;
  private final String[] connections;
  private final AtomicInteger refused = new AtomicInteger();

  private CallLoad(Path readyFile, int rate, int seconds, int trunkPort) throws Exception {
    var ready = Files.readString(readyFile);
    var connectionString = field(ready, "connectionString");
    this.endpoint = connectionString.replaceAll("(?i).*endpoint=([^;]*?)/?;.*", "$1");
    this.key = Base64.getDecoder().decode(connectionString.replaceAll("(?i).*accesskey=", ""));
    this.client = HttpClient.newBuilder()
        .sslContext(trusting(Path.of(field(ready, "caCertificate"))))
        .version(HttpClient.Version.HTTP_1_1)
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .build();
    this.rate = rate;
    this.calls = rate * seconds;
    this.trunk = new DatagramSocket(trunkPort, InetAddress.getLoopbackAddress());
    trunk.setReceiveBufferSize(4 << 20);
    this.created = new AtomicLongArray(calls);
    this.invited = new AtomicLongArray(calls);
    this.answered = new AtomicLongArray(calls);
    this.connected = new AtomicLongArray(calls);
    this.events = new AtomicInteger[calls];
    Arrays.setAll(events, _ -> new AtomicInteger());
    this.connections = new String[calls];
    this.sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    sink.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    sink.createContext("/cb/", exchange -> {
      long now = System.nanoTime();
      int call = Integer.parseInt(exchange.getRequestURI().getPath().substring(4));
      var body = new String(exchange.getRequestBody().readAllBytes());
      if (body.contains("CallConnected\"")) connected.compareAndSet(call, 0, now);
      events[call].incrementAndGet();
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
  }

  public static void main(String[] args) throws Exception {
    var load = new CallLoad(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    load.run(Long.parseLong(field(Files.readString(Path.of(args[0])).replaceAll("\"pid\"\\s*:\\s*(\\d+)", "\"pid\":\"$1\""), "pid")));
    System.exit(load.lost() == 0 && load.refused.get() == 0 ? 0 : 1);
  }

  private void run(long pid) throws Exception {
    sink.start();
    Thread.ofPlatform().daemon().start(this::answerCalls);
    warmUp();
    var baseline = baseline();
    long cpuBefore = cpuTicks(pid);
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      long due = start + i * 1_000_000_000L / rate;
      while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
      int call = i;
      Thread.startVirtualThread(() -> place(call));
    }
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (lost() > 0 && System.nanoTime() < deadline) LockSupport.parkNanos(50_000_000);
    long cpu = cpuTicks(pid) - cpuBefore;
    print("baseline: signed GET answered 404", baseline);
    print("REST create -> INVITE on the wire", differences(created, invited));
    print("SIP 200 -> CallConnected webhook ", differences(answered, connected));
    System.out.printf(Locale.ROOT, "ratio to the baseline, p99:  create->INVITE %.2f  answer->webhook %.2f%n",
        percentile(differences(created, invited), 99) / percentile(baseline, 99),
        percentile(differences(answered, connected), 99) / percentile(baseline, 99));
    System.out.printf(Locale.ROOT, "calls %d at %d/s, refused %d, events expected %d, lost %d, duplicates %d, server CPU %.0f us per call%n",
        calls, rate, refused.get(), 3 * calls, lost(), duplicates(), cpu * 10_000.0 / calls);
  }

  /// Opens the connections and lets both JVMs compile, as an application that has run for a while has.
  private void warmUp() throws Exception {
    var workers = new Thread[8];
    for (int w = 0; w < workers.length; w++) {
      workers[w] = Thread.startVirtualThread(() -> {
        for (int i = 0; i < 250; i++) {
          try {
            send("GET", "/calling/callConnections/none?api-version=2025-06-15", "");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        }
      });
    }
    for (var worker : workers) worker.join();
  }

  /// A request that costs the server its TLS, parsing and signature check and nothing else, at the same rate.
  private double[] baseline() throws Exception {
    int n = Math.min(calls, rate * 5);
    var millis = new double[n];
    var open = new AtomicInteger(n);
    long start = System.nanoTime();
    for (int i = 0; i < n; i++) {
      long due = start + i * 1_000_000_000L / rate;
      while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
      int call = i;
      Thread.startVirtualThread(() -> {
        long before = System.nanoTime();
        try {
          send("GET", "/calling/callConnections/none?api-version=2025-06-15", "");
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
        millis[call] = (System.nanoTime() - before) / 1e6;
        open.decrementAndGet();
      });
    }
    while (open.get() > 0) LockSupport.parkNanos(10_000_000);
    return millis;
  }

  private void place(int call) {
    try {
      var body = """
          {"targets":[{"kind":"phoneNumber","phoneNumber":{"value":"+1999%07d"}}],
           "sourceCallerIdNumber":{"value":"+18005550100"},"callbackUri":"http://127.0.0.1:%d/cb/%d"}"""
          .formatted(call, sink.getAddress().getPort(), call);
      created.set(call, System.nanoTime());
      var answer = send("POST", "/calling/callConnections?api-version=2025-06-15", body);
      if (answer.statusCode() != 201) {
        refused.incrementAndGet();
        System.out.println("refused: " + answer.statusCode() + " " + answer.body());
        return;
      }
      connections[call] = field(answer.body(), "callConnectionId");
      long deadline = System.nanoTime() + 10_000_000_000L;
      while (connected.get(call) == 0 && System.nanoTime() < deadline) LockSupport.parkNanos(5_000_000);
      Thread.sleep(1000);
      send("DELETE", "/calling/callConnections/" + connections[call] + "?api-version=2025-06-15", "");
    } catch (Exception e) {
      refused.incrementAndGet();
      System.out.println("failed: " + e);
    }
  }

  private HttpResponse<String> send(String method, String target, String body) throws Exception {
    var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    var hash = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(body.getBytes()));
    var uri = URI.create(endpoint + target);
    var toSign = method + "\n" + target + "\n" + date + ";" + uri.getAuthority() + ";" + hash;
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    var signature = Base64.getEncoder().encodeToString(mac.doFinal(toSign.getBytes()));
    var request = HttpRequest.newBuilder(uri)
        .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
        .header("x-ms-date", date)
        .header("x-ms-content-sha256", hash)
        .header("Content-Type", "application/json")
        .header("Authorization", "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" + signature)
        .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private void answerCalls() {
    var packet = new DatagramPacket(new byte[65536], 65536);
    while (true) {
      try {
        trunk.receive(packet);
        long now = System.nanoTime();
        var text = new String(packet.getData(), 0, packet.getLength());
        if (text.startsWith("INVITE ")) {
          var to = Pattern.compile("\\+1999(\\d{7})").matcher(text);
          if (!to.find()) continue;
          int call = Integer.parseInt(to.group(1));
          boolean first = invited.compareAndSet(call, 0, now);
          reply(packet, text, EMPTY_SDP.formatted(rtp.getLocalPort()));
          if (first) answered.set(call, System.nanoTime());
        } else if (text.startsWith("BYE ") || text.startsWith("OPTIONS ") || text.startsWith("CANCEL ")) {
          reply(packet, text, "");
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private void reply(DatagramPacket packet, String request, String sdp) throws IOException {
    var answer = new StringBuilder("SIP/2.0 200 OK\r\n");
    for (var line : request.substring(0, request.indexOf("\r\n\r\n")).split("\r\n")) {
      var name = line.toLowerCase(Locale.ROOT);
      if (name.startsWith("via:") || name.startsWith("from:") || name.startsWith("call-id:") || name.startsWith("cseq:")
          || name.startsWith("record-route:")) {
        answer.append(line).append("\r\n");
      } else if (name.startsWith("to:")) {
        answer.append(line).append(name.contains("tag=") ? "" : ";tag=load").append("\r\n");
      }
    }
    answer.append("Contact: <sip:load@127.0.0.1:").append(trunk.getLocalPort()).append(">\r\n");
    if (!sdp.isEmpty()) answer.append("Content-Type: application/sdp\r\n");
    answer.append("Content-Length: ").append(sdp.length()).append("\r\n\r\n").append(sdp);
    var bytes = answer.toString().getBytes();
    trunk.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
  }

  private int lost() {
    return Arrays.stream(events).mapToInt(e -> Math.max(0, 3 - e.get())).sum();
  }

  private int duplicates() {
    return Arrays.stream(events).mapToInt(e -> Math.max(0, e.get() - 3)).sum();
  }

  private static double[] differences(AtomicLongArray from, AtomicLongArray to) {
    var millis = new double[from.length()];
    int n = 0;
    for (int i = 0; i < millis.length; i++) {
      if (from.get(i) != 0 && to.get(i) != 0) millis[n++] = (to.get(i) - from.get(i)) / 1e6;
    }
    return Arrays.copyOf(millis, n);
  }

  private static void print(String what, double[] millis) {
    System.out.printf(Locale.ROOT, "%s  p50 %.2f  p90 %.2f  p99 %.2f  max %.2f ms  (n=%d)%n", what,
        percentile(millis, 50), percentile(millis, 90), percentile(millis, 99), percentile(millis, 100), millis.length);
  }

  private static double percentile(double[] millis, double p) {
    if (millis.length == 0) return Double.NaN;
    var sorted = millis.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(p / 100 * sorted.length) - (p == 0 ? 0 : 1))];
  }

  /// User and system time of a process, in ticks of 10 ms.
  private static long cpuTicks(long pid) throws IOException {
    var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private static String field(String json, String name) {
    Matcher matcher = FIELD.matcher(json);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) return matcher.group(2);
    }
    throw new IllegalArgumentException("no " + name + " in " + json);
  }

  private static SSLContext trusting(Path pem) throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(pem)) {
      store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
