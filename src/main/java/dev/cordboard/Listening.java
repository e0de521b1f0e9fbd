package dev.cordboard;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Opening ports, with words for when that fails.
final class Listening {
  private Listening() {}

  /// Does what opens a port; one that cannot be had is a [StartProblem].
  ///
  /// @param key the setting that names the port
  static <T> T on(String key, String option, InetSocketAddress wanted, Supplier<T> open) {
    try {
      return open.get();
    } catch (RuntimeException e) {
      throw e instanceof UncheckedIOException || bindFailure(e).isPresent()
          ? problem(key, option, wanted, e)
          : e;
    }
  }

  private static StartProblem problem(
      String what, String option, InetSocketAddress wanted, RuntimeException failure) {
    var host = wanted.getHostString();
    var reason = bindFailure(failure).map(Throwable::getMessage).orElse("");
    boolean notOurs = reason != null && reason.contains("assign");
    var message =
        notOurs
            ? what + ": " + host + " is no address of this machine; choose another with --host"
            : what
                + ": port "
                + wanted.getPort()
                + " on "
                + host
                + " is taken or not allowed;"
                + " stop what uses it, or choose another with "
                + option
                + " (0: any free one)";
    return new StartProblem(message, failure);
  }

  private static Optional<Throwable> bindFailure(Throwable failure) {
    return Stream.iterate(
            Optional.of(failure),
            Optional::isPresent,
            each -> each.flatMap(cause -> Optional.ofNullable(cause.getCause())))
        .flatMap(Optional::stream)
        .filter(each -> each instanceof BindException || each instanceof SocketException)
        .findFirst();
  }

  /// `host:port`, with brackets around an IPv6 address.
  static String text(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
