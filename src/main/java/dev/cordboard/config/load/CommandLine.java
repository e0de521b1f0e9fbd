package dev.cordboard.config.load;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the command line.
///
/// By hand: picocli spends 70 to 90 ms of the start on these dozen options.
public final class CommandLine {
  private static final List<String> COMMANDS = List.of("serve", "demo", "--help", "--version");

  private final Map<String, String> environment;
  private final Deque<String> rest;
  private final List<Problem> problems = new ArrayList<>();
  private final List<SettingsLoader.Option> settings = new ArrayList<>();
  private final Map<ServeOption, List<String>> options = new LinkedHashMap<>();
  private Optional<Path> file = Optional.empty();

  private CommandLine(List<String> arguments, Map<String, String> environment) {
    this.rest = new ArrayDeque<>(arguments);
    this.environment = environment;
  }

  /// What the arguments ask for; the environment is passed on with the settings.
  public static Invocation parse(List<String> arguments, Map<String, String> environment) {
    return new CommandLine(arguments, environment).command();
  }

  private Invocation command() {
    if (rest.isEmpty() || rest.stream().anyMatch(List.of("--help", "-h", "help")::contains)) {
      return new Invocation.Help(help());
    }
    var command = rest.removeFirst();
    return switch (command) {
      case "serve" -> serve();
      case "demo" -> rest.isEmpty() ? new Invocation.Demo() : tooMuch(command);
      case "train" -> rest.isEmpty() ? new Invocation.Train() : tooMuch(command);
      case "--version", "-V", "version" -> new Invocation.Version();
      default -> wrong(command + " is not a command" + advice(command, COMMANDS));
    };
  }

  private Invocation serve() {
    while (!rest.isEmpty()) {
      option(rest.removeFirst());
    }
    if (!problems.isEmpty()) {
      return new Invocation.Wrong(problems);
    }
    var named =
        options.entrySet().stream()
            .map(
                each ->
                    new SettingsLoader.Option(
                        each.getKey().written(),
                        each.getKey().key(),
                        each.getValue(),
                        each.getKey().isRepeatable()));
    // An option of its own says more than a general --set.
    var all = Stream.concat(settings.stream(), named).toList();
    return new Invocation.Serve(new SettingsLoader.Sources(file, environment, all));
  }

  private void option(String argument) {
    int equals = argument.indexOf('=');
    var name = equals < 0 ? argument : argument.substring(0, equals);
    if (equals >= 0) {
      rest.addFirst(argument.substring(equals + 1));
    }
    var option = ServeOption.of(name);
    if (option.isPresent()) {
      var value = option.get().isFlag() && equals < 0 ? Optional.of("true") : value(name);
      value.ifPresent(
          text -> options.computeIfAbsent(option.get(), _ -> new ArrayList<>()).add(text));
    } else if (name.equals("--config")) {
      value(name).ifPresent(text -> file = Optional.of(Path.of(text)));
    } else if (name.equals("--set")) {
      value(name).ifPresent(this::set);
    } else {
      if (equals >= 0) {
        rest.removeFirst();
      }
      var known = Stream.concat(ServeOption.names().stream(), Stream.of("--config", "--set"));
      problems.add(
          new Problem("", name, "is not an option of serve" + advice(name, known.toList())));
    }
  }

  private void set(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      problems.add(new Problem("", "--set " + assignment, "is written --set key=value"));
      return;
    }
    var key = assignment.substring(0, equals);
    var value = List.of(assignment.substring(equals + 1));
    settings.add(new SettingsLoader.Option("--set", key, value, false));
  }

  private Optional<String> value(String name) {
    if (rest.isEmpty()) {
      problems.add(new Problem("", name, "needs a value"));
      return Optional.empty();
    }
    return Optional.of(rest.removeFirst());
  }

  private static Invocation tooMuch(String command) {
    return wrong(command + " takes no options");
  }

  private static Invocation wrong(String message) {
    return new Invocation.Wrong(List.of(new Problem("", "", message)));
  }

  private static String advice(String written, List<String> known) {
    return Keys.nearest(written, known)
        .map(each -> "; did you mean " + each + "?")
        .orElse("; ./cordboard --help lists them");
  }

  private static String help() {
    return """
    Cordboard, a self-hosted call automation server.

    ./cordboard serve [options]    run the server until Ctrl-C
    ./cordboard demo               place two calls to simulated phones and show what happens
    ./cordboard --version          print the version
    ./cordboard --help             print this

    Options of serve:
      --config FILE                read settings from a YAML file
      --set key=value              set any key (repeatable); src/main/resources/reference.yaml has all
    %s

    Every key can also come from the environment: CORDBOARD_HTTP_PORT is http.port.
    """
        .formatted(
            Arrays.stream(ServeOption.values())
                .map(ServeOption::help)
                .collect(Collectors.joining("\n")));
  }
}
