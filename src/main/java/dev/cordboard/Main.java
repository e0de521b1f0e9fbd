package dev.cordboard;

import dev.cordboard.api.CallingApi;
import dev.cordboard.base.IdSource;
import dev.cordboard.base.TimeSource;
import dev.cordboard.certificate.DevelopmentCertificates;
import dev.cordboard.config.Settings;
import dev.cordboard.engine.Engine;
import dev.cordboard.engine.EngineParts;
import dev.cordboard.engine.NumberPlan;
import dev.cordboard.event.Deliverer;
import dev.cordboard.event.EventParts;
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
import dev.cordboard.simulator.Simulator;
import dev.cordboard.simulator.SimulatorRoutes;
import dev.cordboard.sip.SipUserAgent;
import dev.cordboard.sip.UserAgent;
import dev.cordboard.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts a server together: every part is made here, top to bottom, each from those above it.
public final class Main {
  private final Settings settings;
  private final Server.Parts parts;
  private final PrometheusMetrics metrics = new PrometheusMetrics();
  private final TimeSource time = TimeSource.system();
  private final IdSource ids = IdSource.random();
  private final Places places;

  private Main(Settings settings, Server.Parts parts) {
    this.settings = settings;
    this.parts = parts;
    this.places = new Places(settings);
  }

  /// Runs what the command line asks for.
  public static void main(String[] arguments) {
    int status = new Commands(TimeSource.system()).run(List.of(arguments), System.getenv());
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
    var tls = places.certificates(new DevelopmentCertificates(places.data(), time, ids));
    var store = parts.add(places.store(() -> openStore()));
    var resource = ResourceIdentity.load(store, ids);
    var key = SigningKey.of(store);
    var directory = new Directory(settings.identity(), resource, settings.sip().digest().realm(), store, ids);
    var tokens = new UserTokens(directory, resource, key, time);
    var contexts = new IncomingCallContexts(resource, settings.identity().incomingCallLifetime());
    var media = parts.add(MediaPlane.start(settings.boundMedia(), time, ids, metrics));
    var simulator = simulator();
    var sip = parts.add(places.sip(() -> serverAgent(directory)));
    var deliverer = new Deliverer(settings.event(), new EventParts(store, key, contexts::issue, places::endpoint, resource.id(), time, ids, metrics));
    var engine = new Engine(
            new EngineParts(sip, media, store, Adapters.events(deliverer), Adapters.people(directory), new EngineParts.Tools(time, ids, metrics)),
            new NumberPlan(resource.id(), directory.numbers(), simulator.map(Simulator::numbers).orElse(java.util.Set.of()), settings.sip().routes(), settings.sip().trunks(), places.advertised()),
            settings.calls());
    var calls = engine.calls();
    var routes = new ArrayList<Route>(new CallingApi(calls, contexts, number -> settings.identity().acceptForeignCallerId() || directory.owns(number), time, ids).routes());
    routes.addAll(new IdentityRoutes(directory, tokens, settings.identity()).routes());
    routes.addAll(deliverer.routes());
    routes.addAll(new ObserveRoutes(metrics, store, calls::live).routes());
    simulator.ifPresent(phones -> routes.addAll(new SimulatorRoutes(phones).routes()));
    var keys = new AccessKeys(places.accessKeys(), settings.http().clockSkew(), time);
    var http = parts.add(new HttpServer(settings.http(), settings.server().host(), tls.serverContext(), new Authentication(keys, tokens), new RouteTable(routes), time));
    return start();
  }
}
