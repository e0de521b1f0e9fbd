package dev.cordboard;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.TimeSource;
import dev.cordboard.certificate.DevelopmentCertificates;
import dev.cordboard.certificate.ServerNames;
import dev.cordboard.certificate.TlsIdentity;
import dev.cordboard.config.Settings;
import java.io.IOException;
import java.util.List;

/// Puts a server together: every part is made here, top to bottom, each from those above it.
public final class Main {
  private final Settings settings;
  private final TimeSource time;
  private final IdSource ids;
  private final Server.Parts parts = new Server.Parts();

  private Main(Settings settings, TimeSource time, IdSource ids) {
    this.settings = settings;
    this.time = time;
    this.ids = ids;
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
    var main = new Main(settings, TimeSource.system(), IdSource.random());
    try {
      return main.wire();
    } catch (RuntimeException e) {
      main.parts.close();
      throw e;
    }
  }

  private Server wire() {
    var tls = certificates();
    var addresses =
        new Addresses(
            "https://" + settings.server().publicHost() + ":8443/",
            settings.server().effectiveAccessKey(),
            tls.authorityFile(),
            "",
            "",
            settings.server().numbers(),
            "",
            "");
    return new Server(addresses, parts);
  }

  private TlsIdentity certificates() {
    var server = settings.server();
    var names = ServerNames.loopbackAnd(List.of(server.host(), server.publicHost()));
    try {
      return new DevelopmentCertificates(server.data(), time, ids).obtain(names);
    } catch (IOException e) {
      throw new StartProblem(
          "server.data: cannot keep certificates in "
              + server.data()
              + " ("
              + e
              + "); choose another folder with --data",
          e);
    }
  }
}
