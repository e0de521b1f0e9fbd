package dev.cordboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

/// Which connections are closed for being slow, by what Jetty counts of them.
class SlowConnectionsTest {
  private final ManualTime time = new ManualTime();
  private final AtomicInteger closed = new AtomicInteger();
  private final SlowConnections slow =
      new SlowConnections(Duration.ofSeconds(30), time, closed::incrementAndGet);
  private final Peer peer = new Peer();

  @Test
  void closesAConnectionThatNeverSendsARequest() {
    slow.onOpened(peer);

    pass(30);
    assertThat(peer.isClosed()).isFalse();
    pass(1);
    assertThat(peer.isClosed()).isTrue();
    assertThat(closed).hasValue(1);
  }

  @Test
  void closesAConnectionWhoseHeadTrickles() {
    slow.onOpened(peer);
    for (int second = 0; second < 31; second++) {
      peer.bytesIn++;
      pass(1);
    }

    assertThat(peer.isClosed()).isTrue();
  }

  @Test
  void keepsAnIdleConnectionThatHasServed() {
    slow.onOpened(peer);
    served();

    pass(600);

    assertThat(peer.isClosed()).isFalse();
  }

  @Test
  void closesAServedConnectionWhoseNextHeadTrickles() {
    slow.onOpened(peer);
    served();
    pass(100);
    for (int second = 0; second < 31; second++) {
      peer.bytesIn++;
      pass(1);
    }

    assertThat(peer.isClosed()).isTrue();
  }

  @Test
  void leavesARequestAloneWhileItIsAnswered() {
    slow.onOpened(peer);
    peer.messagesIn = 1;
    for (int second = 0; second < 120; second++) {
      peer.bytesIn += 100;
      pass(1);
    }
    peer.messagesOut = 1;
    pass(20);

    assertThat(peer.isClosed()).isFalse();
  }

  @Test
  void forgetsAConnectionThatIsGone() {
    slow.onOpened(peer);
    slow.onClosed(peer);

    assertThat(slow.openConnections()).isZero();
  }

  private void served() {
    peer.bytesIn += 500;
    peer.messagesIn++;
    peer.messagesOut++;
    pass(1);
  }

  private void pass(int seconds) {
    time.advance(Duration.ofSeconds(seconds));
    slow.sweep();
  }

  /// What Jetty would count.
  private static final class Peer extends AbstractConnection {
    private long bytesIn;
    private long messagesIn;
    private long messagesOut;

    Peer() {
      super(new ByteArrayEndPoint(), Runnable::run);
    }

    boolean isClosed() {
      return !getEndPoint().isOpen();
    }

    @Override
    public long getBytesIn() {
      return bytesIn;
    }

    @Override
    public long getMessagesIn() {
      return messagesIn;
    }

    @Override
    public long getMessagesOut() {
      return messagesOut;
    }

    @Override
    public void onFillable() {}
  }
}
