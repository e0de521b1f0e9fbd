package dev.cordboard.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.sip.message.SipMessage;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Keeps what a transport hands over, in order.
final class RecordingReceiver implements SipReceiver {
  /// A message and the path it came by.
  record Received(SipMessage message, Flow flow) {
    SipRequest request() {
      return (SipRequest) message;
    }

    SipResponse response() {
      return (SipResponse) message;
    }
  }

  private final BlockingQueue<Received> messages = new LinkedBlockingQueue<>();
  private final BlockingQueue<Outgoing> undelivered = new LinkedBlockingQueue<>();
  private final BlockingQueue<Flow> closed = new LinkedBlockingQueue<>();

  @Override
  public void received(SipRequest request, Flow flow) {
    messages.add(new Received(request, flow));
  }

  @Override
  public void received(SipResponse response, Flow flow) {
    messages.add(new Received(response, flow));
  }

  @Override
  public void undelivered(Outgoing outgoing) {
    undelivered.add(outgoing);
  }

  @Override
  public void closed(Flow flow) {
    closed.add(flow);
  }

  Received message() throws InterruptedException {
    return next(messages);
  }

  Outgoing lost() throws InterruptedException {
    return next(undelivered);
  }

  Flow end() throws InterruptedException {
    return next(closed);
  }

  int waiting() {
    return messages.size();
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    var next = queue.poll(10, TimeUnit.SECONDS);
    assertThat(next).as("nothing came in ten seconds").isNotNull();
    return next;
  }
}
