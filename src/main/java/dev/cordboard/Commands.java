package dev.cordboard;

import dev.cordboard.base.TimeSource;
import dev.cordboard.config.load.CommandLine;
import dev.cordboard.config.load.Invocation;
import dev.cordboard.config.load.Problem;
import dev.cordboard.config.load.SettingsLoader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The commands: what happens around a server rather than in it.
final class Commands {
  /// What is wrong with the invocation or the settings, as opposed to a failure later.
  private static final int WRONG = 2;

  private final TimeSource time;
  private final long startedNanos;
  private final PrintStream out;
  private final PrintStream err;

  Commands(TimeSource time, PrintStream out, PrintStream err) {
    this.time = time;
    this.out = out;
    this.err = err;
    this.startedNanos = time.nanoTime();
  }

  /// The exit status.
  int run(List<String> arguments, Map<String, String> environment) {
    try {
      return switch (CommandLine.parse(arguments, environment)) {
        case Invocation.Help(var text) -> print(text);
        case Invocation.Version _ -> print("Cordboard " + Version.text() + "\n");
        case Invocation.Wrong(var problems) -> refuse(problems);
        case Invocation.Serve(var sources) -> serve(sources);
        case Invocation.Demo _ -> demo(environment);
        case Invocation.Train _ -> train();
      };
    } catch (StartProblem e) {
      err.println("cordboard: " + e.getMessage());
      return WRONG;
    }
  }

  private int serve(SettingsLoader.Sources sources) {
    return switch (SettingsLoader.load(sources)) {
      case SettingsLoader.Loaded.Wrong(var problems) -> refuse(problems);
      case SettingsLoader.Loaded.Good(var settings) -> {
        var server = Main.start(settings);
        new Shutdown(server, settings.server().stopTimeout()).install();
        settings.server().readyFile().ifPresent(file -> announce(file, server));
        out.print(
            Greeting.text(server.addresses(), Duration.ofNanos(time.nanoTime() - startedNanos)));
        // Starting leaves 100 MB of garbage, which an idle server would keep for minutes.
        System.gc();
        yield untilStopped();
      }
    };
  }

  private int demo(Map<String, String> environment) {
    var examples = Optional.ofNullable(environment.get("CORDBOARD_DEMO_EXAMPLES")).map(Path::of);
    if (examples.isEmpty()) {
      throw new StartProblem(
          "the demo is started with ./cordboard demo", new IOException("no examples"));
    }
    try {
      return new Demo(out, examples.get()).run() ? 0 : 1;
    } catch (IOException e) {
      throw new StartProblem("the demo failed: " + e.getMessage(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private int train() {
    try {
      return Training.run(time) ? 0 : 1;
    } catch (IOException | GeneralSecurityException e) {
      throw new StartProblem("the training run failed: " + e, e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static void announce(Path file, Server server) {
    try {
      ReadyFile.write(file, server.addresses(), ProcessHandle.current().pid());
    } catch (IOException e) {
      server.close();
      throw new StartProblem(
          "server.ready-file: cannot write "
              + file
              + " ("
              + e
              + "); name a file in a folder that"
              + " exists and may be written",
          e);
    }
  }

  /// Signals end the process from outside: the shutdown hook does the rest.
  private static int untilStopped() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private int print(String text) {
    out.print(text);
    return 0;
  }

  private int refuse(List<Problem> problems) {
    problems.forEach(problem -> err.println("cordboard: " + problem.line()));
    return WRONG;
  }
}
