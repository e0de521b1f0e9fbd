package dev.cordboard.http;

import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.HttpSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/// The HTTPS listener: HTTP/1.1 over TLS, one virtual thread per request.
public final class HttpServer implements AutoCloseable {
  private static final int SWEEP_SECONDS = 1;

  private final Server server;
  private final ServerConnector connector;
  private final SlowConnections slow;
  private final Scheduler scheduler;

  public HttpServer(
      HttpSettings settings,
      Endpoint endpoint,
      Authentication authentication,
      RouteTable routes,
      TimeSource time,
      Metrics metrics) {
    var counters = HttpCounters.of(metrics);
    slow = new SlowConnections(settings.requestTimeout(), time, counters.slowClosed());
    metrics.gauge("cordboard.http.connections", slow::openConnections);
    scheduler = new ScheduledExecutorScheduler("http-sweep", true);
    server = new Server(threads());
    connector = connector(server, settings, endpoint);
    connector.addBean(slow);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
    server.addBean(scheduler);
    server.setErrorHandler(new ProtocolErrors());
    server.setStopTimeout(settings.stopTimeout().toMillis());
    var bodies = new RequestBody(settings.maxBodyBytes(), settings.requestTimeout(), time);
    server.setHandler(
        new GracefulHandler(
            new RequestHandler(routes, authentication, bodies, settings.serverHeader(), counters)));
  }

  /// Binds and accepts from now on.
  ///
  /// @throws UncheckedIOException when the port is taken or the address is not ours
  public void start() {
    try {
      server.start();
    } catch (IOException e) {
      stop();
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      stop();
      throw new IllegalStateException("the HTTPS listener did not start", e);
    }
    sweepLater();
  }

  /// The port that is really bound.
  public int port() {
    return connector.getLocalPort();
  }

  /// Stops accepting, lets requests in flight finish within their limit, closes the rest.
  @Override
  public void close() {
    stop();
  }

  private void sweepLater() {
    scheduler.schedule(
        () -> {
          slow.sweep();
          sweepLater();
        },
        SWEEP_SECONDS,
        TimeUnit.SECONDS);
  }

  private void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTPS listener did not stop", e);
    }
  }

  /// A few platform threads accept and select; whatever may block runs on virtual ones.
  private static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool(16, 4);
    threads.setName("http");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
    return threads;
  }

  private static ServerConnector connector(
      Server server, HttpSettings settings, Endpoint endpoint) {
    var http = new HttpConfiguration();
    http.setRequestHeaderSize(settings.maxHeaderBytes());
    http.setSendServerVersion(false);
    // Paths are matched raw, so nothing in them is ambiguous: ids arrive with %2F, %3A and the
    // like.
    http.setUriCompliance(UriCompliance.UNSAFE);
    var certificate = new SslContextFactory.Server();
    certificate.setSslContext(endpoint.tls());
    // No check of SNI against Host: the Java SDK sends Host without the port, proxies another name.
    var connector =
        new ServerConnector(
            server,
            1,
            1,
            new SslConnectionFactory(certificate, "http/1.1"),
            new HttpConnectionFactory(http));
    connector.setHost(endpoint.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.idleTimeout().toMillis());
    return connector;
  }

  /// Where to listen, and as whom.
  ///
  /// @param host the address to bind
  /// @param tls the server's certificate; the caller decides where it comes from
  public record Endpoint(String host, SSLContext tls) {}
}
