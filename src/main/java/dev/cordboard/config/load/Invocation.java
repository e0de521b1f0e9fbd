package dev.cordboard.config.load;

import java.util.List;

/// What a command line asks for.
public sealed interface Invocation {
  /// Run the server until it is told to stop.
  record Serve(SettingsLoader.Sources sources) implements Invocation {}

  /// Place a demonstration call.
  record Demo() implements Invocation {}

  /// Start, work a little and stop, so that the JVM can write its ahead-of-time cache.
  record Train() implements Invocation {}

  /// Print this.
  record Help(String text) implements Invocation {}

  /// Print the version.
  record Version() implements Invocation {}

  /// It cannot be understood.
  record Wrong(List<Problem> problems) implements Invocation {
    public Wrong {
      problems = List.copyOf(problems);
    }
  }
}
