package dev.cordboard.testkit;

import dev.cordboard.base.IdSource;
import java.util.concurrent.atomic.AtomicInteger;

/// Ids that count up, so that a test can name them; `below` walks through its range.
public final class CountingIds implements IdSource {
  private final AtomicInteger count = new AtomicInteger();

  @Override
  public String uuid() {
    return "00000000-0000-4000-8000-%012d".formatted(count.incrementAndGet());
  }

  @Override
  public String token(int bytes) {
    return ("%0" + 2 * bytes + "x").formatted(count.incrementAndGet());
  }

  @Override
  public int below(int bound) {
    return count.incrementAndGet() % bound;
  }
}
