package dev.cordboard.http;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Answers what the protocol layer refuses (a broken request line, too many header fields) in the
/// service's error shape, without telling what the server runs on.
final class ProtocolErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    var message =
        Optional.ofNullable(HttpStatus.getMessage(status)).orElse("The request was refused.");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    var reply = ErrorReply.of(status, String.valueOf(status), message);
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
    return true;
  }
}
