package dev.cordboard.store;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// The outcome of a write that its caller waits for.
final class AwaitedCommit implements Commit {
  private final CountDownLatch done = new CountDownLatch(1);
  private final String what;
  private volatile @Nullable Failure failure;

  AwaitedCommit(String what) {
    this.what = what;
  }

  @Override
  public void durable() {
    done.countDown();
  }

  @Override
  public void failed(Failure why) {
    failure = why;
    done.countDown();
  }

  /// Waits for the writer.
  ///
  /// @throws StoreException if it was not written
  void await(Thread writer) {
    if (Thread.currentThread().equals(writer)) {
      throw new IllegalStateException("the writer cannot wait for itself");
    }
    boolean interrupted = false;
    while (done.getCount() > 0) {
      try {
        done.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new StoreException("could not write " + what + ": " + failure);
    }
  }
}
