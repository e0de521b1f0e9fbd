package dev.cordboard.testkit;

import dev.cordboard.media.Bridge;
import dev.cordboard.media.MediaListener;
import dev.cordboard.media.MediaPlane;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/// A media plane without ports and threads: sessions really agree on codecs, and write down where
/// they are heard.
public final class FakeMedia implements MediaPlane {
  private final List<FakeMediaSession> sessions = new CopyOnWriteArrayList<>();
  private final AtomicReference<Runnable> joining = new AtomicReference<>(FakeMedia::nothing);
  private final AtomicReference<Runnable> offering = new AtomicReference<>(FakeMedia::nothing);
  private volatile boolean full;

  /// Every port is taken from now on.
  public void fill() {
    full = true;
  }

  /// Done once, the next time a session enters a bridge.
  public void whenJoining(Runnable then) {
    joining.set(then);
  }

  /// Done once, the next time a session makes an offer.
  public void whenOffering(Runnable then) {
    offering.set(then);
  }

  private static void nothing() {}

  void joins() {
    joining.getAndSet(FakeMedia::nothing).run();
  }

  void offers() {
    offering.getAndSet(FakeMedia::nothing).run();
  }

  /// Every session there was, in order.
  public List<FakeMediaSession> sessions() {
    return List.copyOf(sessions);
  }

  /// The session that was opened n-th, counted from 0.
  public FakeMediaSession session(int n) {
    return sessions.get(n);
  }

  @Override
  public Optional<dev.cordboard.media.MediaSession> open(
      MediaListener listener, InetAddress advertised) {
    if (full) {
      return Optional.empty();
    }
    var session = new FakeMediaSession(this, sessions.size(), listener, advertised);
    sessions.add(session);
    return Optional.of(session);
  }

  @Override
  public Bridge bridge() {
    return new FakeBridge();
  }

  @Override
  public void close() {}

  /// One like no other.
  private static final class FakeBridge implements Bridge {
    @Override
    public void close() {}
  }
}
