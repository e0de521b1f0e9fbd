package dev.cordboard.http;

import dev.cordboard.base.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// Reads a request's body whole, within a size and a time.
final class RequestBody {
  private static final int CHUNK_BYTES = 8 * 1024;

  private final int maxBytes;
  private final Duration timeLimit;
  private final TimeSource time;

  RequestBody(int maxBytes, Duration timeLimit, TimeSource time) {
    this.maxBytes = maxBytes;
    this.timeLimit = timeLimit;
    this.time = time;
  }

  Outcome read(Request request) {
    long announced = request.getLength();
    if (announced == 0) {
      return new Outcome.Whole(new byte[0]);
    }
    if (announced > maxBytes) {
      return new Outcome.Refused(ErrorReply.tooLarge(maxBytes));
    }
    long deadline = time.nanoTime() + timeLimit.toNanos();
    var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    long idleMillis = endPoint.getIdleTimeout();
    // Silence within a body ends sooner than silence between requests.
    endPoint.setIdleTimeout(timeLimit.toMillis());
    try (var input = Content.Source.asInputStream(request)) {
      var whole = new ByteArrayOutputStream(announced > 0 ? (int) announced : CHUNK_BYTES);
      var chunk = new byte[CHUNK_BYTES];
      for (int n = input.read(chunk); n >= 0; n = input.read(chunk)) {
        whole.write(chunk, 0, n);
        if (whole.size() > maxBytes) {
          return new Outcome.Refused(ErrorReply.tooLarge(maxBytes));
        }
        if (time.nanoTime() - deadline > 0) {
          return new Outcome.Refused(ErrorReply.tooSlow());
        }
      }
      return new Outcome.Whole(whole.toByteArray());
    } catch (IOException _) {
      // Silent for too long, or gone: in the second case nobody reads the answer.
      return new Outcome.Refused(ErrorReply.tooSlow());
    } finally {
      endPoint.setIdleTimeout(idleMillis);
    }
  }

  sealed interface Outcome {
    record Whole(byte[] bytes) implements Outcome {}

    /// The rest of the body stays unread, so the connection closes after the reply.
    record Refused(Reply reply) implements Outcome {}
  }
}
