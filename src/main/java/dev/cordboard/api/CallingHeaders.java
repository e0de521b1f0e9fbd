package dev.cordboard.api;

import dev.cordboard.base.IdSource;
import dev.cordboard.http.Reply;
import java.util.HashMap;

/// The header fields that the service puts on every answer of a calling operation, as recorded.
final class CallingHeaders {
  private static final String REPEATABILITY_RESULT = "Repeatability-Result";

  private final IdSource ids;

  CallingHeaders(IdSource ids) {
    this.ids = ids;
  }

  Reply on(Request request, Answer answer) {
    var reply = answer.reply();
    var dialect = request.dialect();
    var headers = new HashMap<>(reply.headers());
    // On an error there is no call to name: the service makes a fresh id then.
    headers.put("X-Microsoft-Skype-Chain-ID", answer.correlationId().orElseGet(ids::uuid));
    request
        .exchange()
        .headers()
        .first("user-agent")
        .ifPresent(
            agent -> {
              headers.put("X-Microsoft-Skype-Client", agent);
              if (dialect.answers("Headers", "X-Ms-Client-Version")) {
                headers.put("X-Ms-Client-Version", agent);
              }
            });
    dialect.supportedVersions().ifPresent(list -> headers.put("api-supported-versions", list));
    if (isAcceptedRepeatable(request, reply.status())) {
      headers.put(REPEATABILITY_RESULT, "accepted");
    }
    return new Reply(reply.status(), headers, reply.body(), reply.afterFlush());
  }

  private static boolean isAcceptedRepeatable(Request request, int status) {
    var dialect = request.dialect();
    boolean succeeded = status < 300;
    boolean goneAsWell = status == 404 && dialect.answers(REPEATABILITY_RESULT, "on-404");
    return dialect.answers(REPEATABILITY_RESULT, request.operation().name())
        && (succeeded || goneAsWell)
        && Repeatability.of(request).isPresent();
  }
}
