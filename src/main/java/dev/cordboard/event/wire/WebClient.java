package dev.cordboard.event.wire;

import dev.cordboard.base.TimeSource;
import dev.cordboard.config.DeliverySettings;
import dev.cordboard.config.ReceiverSettings;
import dev.cordboard.event.wire.Answer.Broken;
import dev.cordboard.event.wire.Answer.Silent;
import dev.cordboard.event.wire.Answer.Unusable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Sends requests to receivers, one call one request; never follows a redirect. Every outcome is an
/// [Answer], none an exception, and none takes longer than the send and answer timeouts together.
public final class WebClient implements AutoCloseable {
  /// What is left of an answer nobody wants is read for this long, to use the connection again.
  private static final Duration DRAIN = Duration.ofMillis(250);

  private final DeliverySettings settings;
  private final Alarms alarms;
  private final ConnectionPool pool;
  private final Connector connector;

  /// A client without connections.
  public WebClient(
      DeliverySettings settings, ReceiverSettings receivers, Alarms alarms, TimeSource time) {
    this.settings = settings;
    this.alarms = alarms;
    this.pool = new ConnectionPool(time, alarms, settings.idleConnection(), settings.perHost());
    this.connector = new Connector(receivers, new Resolver(settings.sendTimeout()));
  }

  /// Sends one request and waits for its answer.
  public Answer send(Target target, Request request) {
    var bytes = request.bytes(target);
    var kept = pool.take(target.origin());
    if (kept.isPresent()) {
      var answer = over(kept.get(), target, request, bytes);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return overNew(target, request, bytes);
  }

  /// How many connections wait for another request.
  public int idleConnections() {
    return pool.size();
  }

  @Override
  public void close() {
    pool.close();
    connector.close();
  }

  /// Empty when the receiver had closed a kept connection before it answered anything: that says
  /// nothing about the request (RFC 9112 §9.3.1), which goes out once more on a new one.
  private Optional<Answer> over(Connection kept, Target target, Request request, byte[] bytes) {
    var exchange = new Exchange(alarms);
    exchange.allow(settings.sendTimeout());
    exchange.over(kept.wire());
    var answer = converse(kept, target, request, bytes, exchange);
    boolean stale = answer instanceof Broken && !kept.in().isTouched() && !exchange.isExpired();
    return stale ? Optional.empty() : Optional.of(answer);
  }

  private Answer overNew(Target target, Request request, byte[] bytes) {
    var exchange = new Exchange(alarms);
    exchange.allow(settings.sendTimeout());
    try {
      var connection = connector.open(target, exchange::over);
      return converse(connection, target, request, bytes, exchange);
    } catch (Connector.Forbidden e) {
      exchange.done();
      return new Unusable(reason(e));
    } catch (IOException e) {
      return exchange.done()
          ? new Broken(reason(e))
          : new Broken("not connected within " + settings.sendTimeout());
    }
  }

  private Answer converse(
      Connection connection, Target target, Request request, byte[] bytes, Exchange exchange) {
    boolean sent = false;
    try {
      connection.send(bytes);
      sent = true;
      exchange.allow(request.answerTimeout());
      var reader = new AnswerReader(connection.in());
      var head = reader.head();
      return finish(connection, target, request, exchange, reader, head);
    } catch (IOException e) {
      connection.close();
      if (exchange.done()) {
        return new Broken(reason(e));
      }
      return sent ? new Silent() : new Broken("request not taken within " + settings.sendTimeout());
    }
  }

  /// The head says how it went; the body only matters to who wants it, and to using the connection
  /// again.
  private Answer finish(
      Connection connection,
      Target target,
      Request request,
      Exchange exchange,
      AnswerReader reader,
      AnswerReader.Head head)
      throws IOException {
    var body = new AnswerReader.Body(new byte[0], false);
    if (!exchange.isExpired()) {
      if (!request.bodyWanted()) {
        exchange.allow(DRAIN);
      }
      try {
        body = reader.body(head);
      } catch (IOException e) {
        if (request.bodyWanted()) {
          throw e;
        }
      }
    }
    if (exchange.done() && body.whole() && !head.closing()) {
      pool.put(target.origin(), connection);
    } else {
      connection.close();
    }
    return reader.answered(head, body);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
