package dev.cordboard.event.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Names to addresses, on platform threads: the system's resolver is a native call that may take
/// seconds, and would hold the carrier of a virtual thread as long.
final class Resolver implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int WAITING = 1_000;

  private final Duration longest;
  private final ExecutorService threads;

  Resolver(Duration longest) {
    this.longest = longest;
    var pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("event-resolver-", 0).daemon().factory());
    pool.allowCoreThreadTimeOut(true);
    threads = pool;
  }

  /// The addresses of a host, in the system's order.
  ///
  /// @throws UnknownHostException if it has none, or none were found in time
  List<InetAddress> resolve(String host) throws UnknownHostException {
    if (isLiteral(host)) {
      return List.of(InetAddress.getByName(host));
    }
    try {
      return List.of(
          threads
              .submit(() -> InetAddress.getAllByName(host))
              .get(longest.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | RejectedExecutionException | TimeoutException e) {
      throw new UnknownHostException(host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(host);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0
        || host.chars().allMatch(each -> each == '.' || (each >= '0' && each <= '9'));
  }
}
