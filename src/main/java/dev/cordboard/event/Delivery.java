package dev.cordboard.event;

import dev.cordboard.call.CallEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One callback on its way: it is touched by one thread at a time, that of the try under way.
final class Delivery {
  private final String eventId;
  private final CallEvent event;
  private int tries;
  private long firstTryNanos;
  private byte @Nullable [] body;

  Delivery(String eventId, CallEvent event) {
    this.eventId = eventId;
    this.event = event;
  }

  String eventId() {
    return eventId;
  }

  String connectionId() {
    return event.to().connectionId();
  }

  String callId() {
    return event.ids().callId();
  }

  /// The event's name and how it went, for the timeline.
  String told(Verdict verdict) {
    return event.detail().getClass().getSimpleName()
        + " "
        + verdict.tag()
        + (tries > 1 ? " after " + tries + " tries" : "");
  }

  String url() {
    return event.to().callbackUri();
  }

  /// Whether nothing of its connection comes after it.
  boolean isLastOfItsConnection() {
    return event.detail() instanceof CallEvent.Detail.CallDisconnected;
  }

  /// What is sent, the same in every try; empty when the version does not have the event.
  Optional<byte[]> body() {
    if (body == null) {
      body = Envelope.of(eventId, event).orElse(null);
    }
    return Optional.ofNullable(body);
  }

  void tried(long nowNanos) {
    if (tries++ == 0) {
      firstTryNanos = nowNanos;
    }
  }

  int tries() {
    return tries;
  }

  long firstTryNanos() {
    return firstTryNanos;
  }

  /// For logs: what and whose, never the URL, which may hold a secret.
  @Override
  public String toString() {
    return "event=%s type=%s connection=%s tries=%d"
        .formatted(eventId, event.detail().getClass().getSimpleName(), connectionId(), tries);
  }
}
