package dev.cordboard.testkit;

import dev.cordboard.Main;
import dev.cordboard.Server;
import dev.cordboard.config.load.CommandLine;
import dev.cordboard.config.load.Invocation;
import dev.cordboard.config.load.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A whole server in this process, in memory and on free ports, as `./cordboard serve` would start
/// it.
public final class TestServer implements AutoCloseable {
  private final Server server;
  private final Path data;

  private TestServer(Server server, Path data) {
    this.server = server;
    this.data = data;
  }

  /// Starts one with further options of the command line.
  public static TestServer start(String... options) {
    try {
      var data = Files.createTempDirectory("cordboard-test-");
      return start(data, Stream.concat(Stream.of("--in-memory"), Stream.of(options)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts one that keeps what it must in this folder, for the next to find.
  public static TestServer startIn(Path data, String... options) {
    return start(data, Stream.of(options));
  }

  private static TestServer start(Path data, Stream<String> options) {
    var arguments =
        new ArrayList<>(List.of("serve", "--data", data.toString(), "--https-port", "0"));
    arguments.addAll(List.of("--sip-port", "0"));
    arguments.addAll(options.toList());
    if (CommandLine.parse(arguments, Map.of()) instanceof Invocation.Serve(var sources)
        && SettingsLoader.load(sources) instanceof SettingsLoader.Loaded.Good(var settings)) {
      return new TestServer(Main.start(settings), data);
    }
    throw new IllegalArgumentException("not understood: " + arguments);
  }

  /// What an SDK needs.
  public String connectionString() {
    return server.addresses().connectionString();
  }

  /// The certificate of its development authority.
  public Path authorityFile() {
    return server.addresses().caCertificate();
  }

  /// Where SIP is taken, `host:port`.
  public String sip() {
    return server.addresses().sipUdp();
  }

  /// A TLS context that trusts this server.
  public SSLContext trust() {
    try (var in = Files.newInputStream(authorityFile())) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A client that signs with this server's key.
  public RestClient rest() {
    return new RestClient(connectionString(), trust());
  }

  /// Ends it and leaves its folder as it is.
  public void stop() {
    server.close();
  }

  @Override
  public void close() {
    server.close();
    try (var files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
