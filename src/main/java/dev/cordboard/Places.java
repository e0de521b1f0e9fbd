package dev.cordboard;

import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.certificate.DevelopmentCertificates;
import dev.cordboard.certificate.ServerNames;
import dev.cordboard.certificate.TlsIdentity;
import dev.cordboard.config.MediaSettings;
import dev.cordboard.config.ServerSettings;
import dev.cordboard.config.Settings;
import dev.cordboard.config.SipSettings;
import dev.cordboard.config.SipTransportSettings;
import dev.cordboard.config.StoreSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.engine.dial.NumberPlan;
import dev.cordboard.http.HttpServer;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.identity.Directory;
import dev.cordboard.simulator.Simulator;
import dev.cordboard.sip.UserAgent;
import dev.cordboard.store.Store;
import dev.cordboard.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Where the parts of a server listen and keep things, as the settings say.
final class Places {
  private static final String LOOPBACK = "127.0.0.1";

  private final Settings settings;
  private final ServerSettings server;
  private volatile int httpsPort;

  Places(Settings settings) {
    this.settings = settings;
    this.server = settings.server();
  }

  /// The server's certificate, for every name it goes by.
  TlsIdentity certificate(DevelopmentCertificates certificates) {
    try {
      var names = new ArrayList<>(server.certificateNames());
      names.addAll(List.of(server.host(), server.publicHost()));
      return certificates.obtain(ServerNames.loopbackAnd(names));
    } catch (IOException e) {
      throw cannotKeep("certificates", e);
    }
  }

  /// Opens the store: in the data folder, or in memory.
  Store store(StoreSettings settings, TimeSource time, Metrics metrics) {
    if (server.inMemory()) {
      return Store.inMemory(settings, time, metrics);
    }
    try {
      var file = Files.createDirectories(server.data()).resolve("cordboard.db");
      return Store.sqlite(file, settings, time, metrics);
    } catch (IOException | StoreException e) {
      throw cannotKeep("calls", e);
    }
  }

  private StartProblem cannotKeep(String what, Exception failure) {
    return new StartProblem(
        "server.data: cannot keep "
            + what
            + " in "
            + server.data()
            + " ("
            + failure.getMessage()
            + "); choose another folder with --data, or stop the server that uses it",
        failure);
  }

  /// Every key that signs requests.
  List<String> accessKeys() {
    var keys = new ArrayList<>(List.of(server.effectiveAccessKey()));
    settings.http().secondaryAccessKey().ifPresent(keys::add);
    return keys;
  }

  /// The URL of the API, with a trailing slash as the service's own have.
  String endpoint() {
    return "https://" + Listening.text(reachable(server.publicHost()), httpsPort) + "/";
  }

  private String issuer() {
    return settings
        .event()
        .issuer()
        .orElseGet(() -> endpoint().substring(0, endpoint().length() - 1));
  }

  private InetAddress advertised() {
    try {
      return InetAddress.getByName(server.publicHost());
    } catch (UnknownHostException e) {
      throw new StartProblem(
          "server.host: " + server.publicHost() + " has no address; name an IP address", e);
    }
  }

  /// Where the simulated phones, which are on loopback, reach the server.
  InetSocketAddress near(UserAgent sip) {
    var bound = sip.udpAddress().orElseThrow();
    return bound.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), bound.getPort())
        : bound;
  }

  /// What the ready file and a person are told.
  Addresses addresses(UserAgent sip, TlsIdentity tls, Set<String> numbers, String resourceId) {
    return new Addresses(
        endpoint(),
        server.effectiveAccessKey(),
        tls.authorityFile(),
        told(sip.udpAddress()),
        told(sip.tcpAddress()),
        numbers.stream().sorted().toList(),
        resourceId,
        issuer());
  }

  private String told(Optional<InetSocketAddress> bound) {
    return bound
        .map(each -> Listening.text(reachable(server.publicHost()), each.getPort()))
        .orElse("");
  }

  /// Whether an application may show a number as caller.
  Predicate<PhoneNumber> mayShow(Directory directory) {
    return number -> settings.identity().acceptForeignCallerId() || directory.owns(number);
  }

  /// Who can be dialled.
  NumberPlan plan(String resourceId, Optional<Simulator> phones) {
    try {
      return new NumberPlan(
          resourceId,
          Set.copyOf(settings.identity().numbers()),
          phones.map(Simulator::numbers).orElseGet(Set::of),
          settings.sip().routes(),
          settings.sip().trunks(),
          advertised());
    } catch (IllegalArgumentException e) {
      throw new StartProblem(String.valueOf(e.getMessage()), e);
    }
  }

  /// Starts the API, and remembers where.
  HttpServer startHttp(HttpServer http) {
    var wanted = InetSocketAddress.createUnresolved(server.host(), settings.http().port());
    return Listening.on(
        "http.port",
        "--https-port",
        wanted,
        () -> {
          http.start();
          httpsPort = http.port();
          return http;
        });
  }

  /// Binds SIP sockets.
  UserAgent bindSip(SipSettings sip, Supplier<UserAgent> open) {
    var wanted = InetSocketAddress.createUnresolved(sip.transport().host(), sip.transport().port());
    return Listening.on("sip.transport.port", "--sip-port", wanted, open);
  }

  private static String reachable(String host) {
    return ServerSettings.isWildcard(host) ? LOOPBACK : host;
  }

  /// The server's SIP, with the simulated phones as one more trunk.
  SipSettings sip(Optional<Simulator> phones) {
    var bound = settings.boundSip();
    var trunks = new ArrayList<>(bound.trunks());
    phones.map(each -> phoneTrunk(each.address())).ifPresent(trunks::add);
    return bound.withTrunks(trunks);
  }

  /// The phones' own SIP: any free loopback port, and the server for its only peer.
  SipSettings phoneSip() {
    var from = new ArrayList<>(List.of(LOOPBACK));
    if (!from.contains(server.host()) && !ServerSettings.isWildcard(server.host())) {
      from.add(advertised().getHostAddress());
    }
    var trunk =
        new TrunkSettings(
            "server", from, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    return SipSettings.defaults()
        .withTransport(SipTransportSettings.defaults().bound(LOOPBACK, 0))
        .withTrunks(List.of(trunk));
  }

  /// The phones' own media: one shard on any free ports.
  MediaSettings phoneMedia() {
    return new MediaSettings(LOOPBACK, new MediaSettings.PortRange(0, 0), 0, 1, 1, false, 0, 5, 0);
  }

  private static TrunkSettings phoneTrunk(InetSocketAddress phones) {
    return TrunkSettings.of(NumberPlan.SIMULATOR, Listening.text(LOOPBACK, phones.getPort()));
  }
}
