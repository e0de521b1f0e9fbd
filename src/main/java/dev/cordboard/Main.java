package dev.cordboard;

import dev.cordboard.api.CallingApi;
import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.certificate.DevelopmentCertificates;
import dev.cordboard.config.Settings;
import dev.cordboard.config.SipSettings;
import dev.cordboard.engine.Engine;
import dev.cordboard.engine.EngineParts;
import dev.cordboard.engine.dial.People;
import dev.cordboard.event.Deliverer;
import dev.cordboard.event.EventParts;
import dev.cordboard.event.grid.GridSources;
import dev.cordboard.http.AccessKeys;
import dev.cordboard.http.Authentication;
import dev.cordboard.http.HttpServer;
import dev.cordboard.http.Route;
import dev.cordboard.http.RouteTable;
import dev.cordboard.identity.Directory;
import dev.cordboard.identity.IdentityRoutes;
import dev.cordboard.identity.IncomingCallContexts;
import dev.cordboard.identity.ResourceIdentity;
import dev.cordboard.identity.SigningKey;
import dev.cordboard.identity.UserTokens;
import dev.cordboard.media.MediaPlane;
import dev.cordboard.observe.ObserveRoutes;
import dev.cordboard.observe.PrometheusMetrics;
import dev.cordboard.rooms.RoomRoutes;
import dev.cordboard.rooms.Rooms;
import dev.cordboard.simulator.Simulator;
import dev.cordboard.simulator.SimulatorRoutes;
import dev.cordboard.sip.SipUserAgent;
import dev.cordboard.sip.UserAgent;
import dev.cordboard.sip.digest.CredentialSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts a server together: every part is made here, top to bottom, each from those above it.
public final class Main {
  private final TimeSource time = TimeSource.system();
  private final IdSource ids = IdSource.random();
  private final PrometheusMetrics metrics = new PrometheusMetrics();
  private final Settings settings;
  private final Server.Parts parts;

  private Main(Settings settings, Server.Parts parts) {
    this.settings = settings;
    this.parts = parts;
  }

  /// Runs what the command line asks for.
  public static void main(String[] arguments) {
    var commands = new Commands(TimeSource.system(), System.out, System.err);
    int status = commands.run(List.of(arguments), System.getenv());
    if (status != 0) {
      System.exit(status);
    }
  }

  /// Starts a server; when it returns, every listener accepts.
  ///
  /// @throws StartProblem when it cannot; nothing is left running
  public static Server start(Settings settings) {
    var parts = new Server.Parts();
    try {
      return new Main(settings, parts).wire();
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private Server wire() {
    var server = settings.server();
    var places = new Places(settings);
    var tls = places.certificate(new DevelopmentCertificates(server.data(), time, ids));
    var store = parts.add(places.store(settings.store(), time, metrics));
    var resource = ResourceIdentity.load(store, ids);
    var key = SigningKey.of(store);
    var realm = settings.sip().digest().realm();
    var directory = new Directory(settings.identity(), resource, realm, store, ids);
    var tokens = new UserTokens(directory, resource, key, time);
    var rooms = new Rooms(settings.rooms(), store, time, ids);
    var contexts = new IncomingCallContexts(resource, settings.identity().incomingCallLifetime());

    var phones = phones(places);
    var sip =
        parts.add(agent(places, places.sip(phones), Adapters.credentials(directory), metrics));
    var media = parts.add(MediaPlane.start(settings.boundMedia(), time, ids, metrics));
    var grid = new GridSources(contexts::issue, rooms::role);
    var deliverer =
        new Deliverer(
            settings.event().listeningOn(server.host()),
            new EventParts(store, key, grid, places::endpoint, resource.id(), time, ids, metrics));
    var tools = new EngineParts.Tools(time, ids, metrics);
    var events = Adapters.events(deliverer);
    var people = People.of(directory);
    var engine =
        new Engine(
            new EngineParts(sip, media, store, events, people, rooms, tools),
            places.plan(resource.id(), phones),
            settings.calls());

    var routes = new ArrayList<Route>();
    routes.addAll(
        new CallingApi(engine.calls(), contexts, places.mayShow(directory), time, ids).routes());
    routes.addAll(new IdentityRoutes(directory, tokens, settings.identity()).routes());
    routes.addAll(new RoomRoutes(rooms, settings.rooms(), places::endpoint).routes());
    routes.addAll(deliverer.routes());
    routes.addAll(
        new ObserveRoutes(metrics, store, engine.calls()::live, Adapters.deliveries(deliverer))
            .routes());
    phones.ifPresent(each -> routes.addAll(new SimulatorRoutes(each).routes()));
    var issuers = Adapters.issuers(settings.identity(), deliverer.client(), time, metrics);
    var keys = new AccessKeys(places.accessKeys(), settings.http().clockSkew(), time);
    var authentication = new Authentication(keys, tokens.or(issuers));
    var endpoint = new HttpServer.Endpoint(server.host(), tls.serverContext());
    var table = new RouteTable(routes);
    var http = new HttpServer(settings.http(), endpoint, authentication, table, time, metrics);

    sip.start();
    parts.add(places.startHttp(http));
    deliverer.start();
    issuers.start();
    parts.add(() -> deliverer.close(server.stopTimeout().dividedBy(3)));
    engine.start();
    parts.add(() -> engine.close(server.stopTimeout().dividedBy(3)));
    phones.ifPresent(each -> each.start(places.near(sip)));
    return new Server(places.addresses(sip, tls, directory.numbers(), resource.id()), store, parts);
  }

  private Optional<Simulator> phones(Places places) {
    if (!settings.simulator().enabled()) {
      return Optional.empty();
    }
    var agent =
        parts.add(agent(places, places.phoneSip(), CredentialSource.none(), Metrics.none()));
    agent.start();
    var media = parts.add(MediaPlane.start(places.phoneMedia(), time, ids, Metrics.none()));
    return Optional.of(parts.add(new Simulator(settings.simulator(), time, ids, agent, media)));
  }

  private UserAgent agent(
      Places places, SipSettings sip, CredentialSource credentials, Metrics counters) {
    var tools = new SipUserAgent.Parts(time, ids, counters, credentials, Map.of());
    return places.bindSip(sip, () -> SipUserAgent.open(sip, tools));
  }
}
