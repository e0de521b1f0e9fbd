package dev.cordboard.event.wire;

import dev.cordboard.config.ReceiverSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Opens connections: resolves, asks the guard about each address, connects to exactly that one.
final class Connector implements AutoCloseable {
  private final Resolver resolver;
  private final AddressGuard guard;
  private final Trust trust;
  private volatile @Nullable SSLContext tls;

  Connector(ReceiverSettings settings, Resolver resolver) {
    this.resolver = resolver;
    this.guard = new AddressGuard(settings);
    this.trust = new Trust(settings.trustedCertificates());
  }

  /// No address of the host may be used.
  static final class Forbidden extends IOException {
    Forbidden(String host) {
      super("the address of " + host + " is not allowed for receivers");
    }
  }

  /// A connection to the first address that takes one; whoever `opening` tells about a socket may
  /// close it meanwhile.
  Connection open(Target target, Consumer<Socket> opening) throws IOException {
    var allowed = resolver.resolve(target.host()).stream().filter(guard::allows).toList();
    if (allowed.isEmpty()) {
      throw new Forbidden(target.host());
    }
    IOException last = new IOException("no address");
    for (var address : allowed) {
      try {
        return connect(target, address, opening);
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  @Override
  public void close() {
    resolver.close();
  }

  private Connection connect(Target target, InetAddress address, Consumer<Socket> opening)
      throws IOException {
    var wire = new Socket();
    opening.accept(wire);
    try {
      wire.setTcpNoDelay(true);
      wire.connect(new InetSocketAddress(address, target.port()));
      return new Connection(wire, target.secure() ? secure(wire, target) : wire);
    } catch (IOException e) {
      Connection.close(wire);
      throw e;
    }
  }

  private Socket secure(Socket wire, Target target) throws IOException {
    var socket =
        (SSLSocket)
            context().getSocketFactory().createSocket(wire, target.host(), target.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private SSLContext context() throws IOException {
    var known = tls;
    if (known == null) {
      known = trust.context();
      tls = known;
    }
    return known;
  }
}
