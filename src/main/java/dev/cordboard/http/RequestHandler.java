package dev.cordboard.http;

import dev.cordboard.http.Exchange.Headers;
import dev.cordboard.http.Exchange.Principal;
import dev.cordboard.http.Route.Access;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one request through the server: route, signature, body, the route's action, answer.
final class RequestHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
  private static final String REQUEST_ID = "x-ms-client-request-id";

  private final RouteTable routes;
  private final Authentication authentication;
  private final RequestBody bodies;
  private final String serverHeader;
  private final HttpCounters counters;

  RequestHandler(
      RouteTable routes,
      Authentication authentication,
      RequestBody bodies,
      String serverHeader,
      HttpCounters counters) {
    this.routes = routes;
    this.authentication = authentication;
    this.bodies = bodies;
    this.serverHeader = serverHeader;
    this.counters = counters;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    write(answer(request), request, response, callback);
    return true;
  }

  private Reply answer(Request request) {
    var method = request.getMethod();
    var rawTarget = request.getHttpURI().getPathQuery();
    Headers headers = name -> Optional.ofNullable(request.getHeaders().get(name));
    var match = routes.find(method, pathOf(rawTarget));
    // An unknown path needs a signature as well: only a key holder may find out what there is.
    var access = match.map(found -> found.route().access()).orElse(Access.KEY_OR_TOKEN);
    var checked =
        authentication.check(access, method, rawTarget, headers, Request.getLocalPort(request));
    return switch (checked) {
      case Authentication.Outcome.Refused(var reply) -> reply;
      case Authentication.Outcome.Allowed(var principal) ->
          match.isEmpty()
              ? ErrorReply.noResource(headers.first("host"), rawTarget)
              : withBody(request, match.get(), headers, principal);
    };
  }

  private Reply withBody(
      Request request, RouteTable.Match match, Headers headers, Principal principal) {
    return switch (bodies.read(request)) {
      case RequestBody.Outcome.Refused(var reply) -> reply;
      case RequestBody.Outcome.Whole(var body) -> {
        if (principal instanceof Principal.Resource && !AccessKeys.isSignedBody(headers, body)) {
          yield ErrorReply.badKey();
        }
        var rawTarget = request.getHttpURI().getPathQuery();
        yield run(
            match.route(),
            new Exchange(
                request.getMethod(),
                rawTarget,
                match.pathParameters(),
                QueryItems.parse(rawTarget),
                headers,
                body,
                principal));
      }
    };
  }

  private static Reply run(Route route, Exchange exchange) {
    try {
      return route.action().handle(exchange);
    } catch (RuntimeException e) {
      LOG.error("method={} template={} failed", route.method(), route.template(), e);
      return ErrorReply.internal();
    }
  }

  private void write(Reply reply, Request request, Response response, Callback callback) {
    counters.answered(reply.status());
    response.setStatus(reply.status());
    var fields = response.getHeaders();
    fields.put(HttpHeader.SERVER, serverHeader);
    Optional.ofNullable(request.getHeaders().get(REQUEST_ID))
        .ifPresent(id -> fields.put(REQUEST_ID, id));
    for (Map.Entry<String, String> field : reply.headers().entrySet()) {
      fields.put(field.getKey(), field.getValue());
    }
    // What waits for this answer goes on when its bytes are out, or when its reader is gone.
    response.write(
        true,
        ByteBuffer.wrap(reply.body()),
        Callback.from(
            () -> {
              callback.succeeded();
              reply.afterFlush().run();
            },
            failure -> {
              callback.failed(failure);
              reply.afterFlush().run();
            }));
  }

  private static String pathOf(String rawTarget) {
    int query = rawTarget.indexOf('?');
    return query < 0 ? rawTarget : rawTarget.substring(0, query);
  }
}
