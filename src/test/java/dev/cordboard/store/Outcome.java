package dev.cordboard.store;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// What a writer was told, waited for in bounded time.
final class Outcome implements Commit {
  private final BlockingQueue<String> told = new ArrayBlockingQueue<>(8);

  @Override
  public void durable() {
    told.add("durable");
  }

  @Override
  public void failed(Failure failure) {
    told.add(failure.name());
  }

  String await() {
    try {
      var first = told.poll(10, TimeUnit.SECONDS);
      return first == null ? "nothing" : first;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isTold() {
    return !told.isEmpty();
  }
}
