package dev.cordboard.event.grid;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.TimeSource;
import dev.cordboard.event.grid.Subscription.State;
import dev.cordboard.event.wire.Answer;
import dev.cordboard.event.wire.Request;
import dev.cordboard.event.wire.Request.Field;
import dev.cordboard.event.wire.WebClient;
import java.time.Duration;
import java.util.List;

/// Asks an endpoint whether it wants the events: a SubscriptionValidationEvent for the Event Grid
/// schema, an OPTIONS request for CloudEvents.
final class Handshake {
  private static final String ORIGIN = "eventgrid.azure.net";

  private final WebClient client;
  private final Duration answerTimeout;
  private final Topic topic;
  private final TimeSource time;
  private final IdSource ids;

  Handshake(WebClient client, Duration answerTimeout, Topic topic, TimeSource time, IdSource ids) {
    this.client = client;
    this.answerTimeout = answerTimeout;
    this.topic = topic;
    this.time = time;
    this.ids = ids;
  }

  /// Where the subscription stands after asking.
  State ask(Subscription subscription) {
    return switch (subscription.schema()) {
      case EVENT_GRID -> validate(subscription);
      case CLOUD_EVENTS -> options(subscription);
    };
  }

  /// 200 without the code means that somebody opens the validation URL later.
  private State validate(Subscription subscription) {
    var url = topic.validationUrl(subscription);
    var body = Schema.validation(ids.uuid(), topic.name(), subscription.code(), url, time.now());
    var fields =
        List.of(
            new Field("Content-Type", Schema.EVENT_GRID.contentType()),
            new Field("aeg-event-type", "SubscriptionValidation"),
            new Field("aeg-subscription-name", subscription.id()));
    var answer = client.send(subscription.target(), request("POST", fields, body));
    if (!(answer instanceof Answer.Answered answered) || answered.status() != 200) {
      return State.FAILED;
    }
    return Schema.isValidationResponse(answered.body(), subscription.code())
        ? State.ACTIVE
        : State.AWAITING_VALIDATION;
  }

  /// The status is not decisive, the header field is.
  private State options(Subscription subscription) {
    var fields = List.of(new Field("WebHook-Request-Origin", ORIGIN));
    var answer = client.send(subscription.target(), request("OPTIONS", fields, new byte[0]));
    boolean agreed =
        answer instanceof Answer.Answered answered
            && answered
                .field("webhook-allowed-origin")
                .filter(origin -> origin.equals("*") || origin.equalsIgnoreCase(ORIGIN))
                .isPresent();
    return agreed ? State.ACTIVE : State.FAILED;
  }

  private Request request(String method, List<Field> fields, byte[] body) {
    return new Request(method, fields, body, answerTimeout, true);
  }
}
