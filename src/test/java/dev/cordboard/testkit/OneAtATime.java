package dev.cordboard.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Runs several threads one at a time and lets a seed choose who goes on at each [#pass]: every
/// interleaving of the marked places can happen, and a seed brings one back.
public final class OneAtATime {
  private final RandomGenerator chance;
  private final List<Runner> runners = new ArrayList<>();
  private final Semaphore idle = new Semaphore(0);

  /// A schedule of its own for each seed.
  public OneAtATime(long seed) {
    chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// Another thread; it starts in [#run].
  public void add(Runnable work) {
    runners.add(new Runner(work));
  }

  /// A place where another thread may go on; does nothing outside the threads of [#run].
  public void pass() {
    for (var runner : runners) {
      if (runner.thread.equals(Optional.of(Thread.currentThread()))) {
        idle.release();
        runner.turn.acquireUninterruptibly();
      }
    }
  }

  /// Runs all of them to their ends; throws what any of them threw.
  public void run() throws InterruptedException {
    for (var runner : runners) {
      Thread.ofPlatform().daemon().start(runner);
    }
    var alive = new ArrayList<>(runners);
    while (!alive.isEmpty()) {
      var next = choose(alive);
      next.turn.release();
      idle.acquire();
      if (next.over) {
        alive.remove(next);
      }
    }
    for (var runner : runners) {
      if (runner.failure.isPresent()) {
        throw new AssertionError("a thread failed", runner.failure.get());
      }
    }
  }

  /// Some threads are slow, others fast: evenly matched ones hardly ever meet at the end of what
  /// they do.
  private Runner choose(List<Runner> alive) {
    int left = chance.nextInt(alive.stream().mapToInt(runner -> runner.speed).sum());
    for (var runner : alive) {
      left -= runner.speed;
      if (left < 0) {
        return runner;
      }
    }
    throw new IllegalStateException("the speeds do not add up");
  }

  private final class Runner implements Runnable {
    private final int speed = 1 << chance.nextInt(7);
    private final Runnable work;
    private final Semaphore turn = new Semaphore(0);
    private volatile boolean over;
    private volatile Optional<Thread> thread = Optional.empty();
    private volatile Optional<Throwable> failure = Optional.empty();

    Runner(Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      thread = Optional.of(Thread.currentThread());
      turn.acquireUninterruptibly();
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        failure = Optional.of(e);
      } finally {
        over = true;
        idle.release();
      }
    }
  }
}
