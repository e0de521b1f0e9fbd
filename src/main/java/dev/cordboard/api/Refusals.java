package dev.cordboard.api;

import dev.cordboard.call.CallReply;
import dev.cordboard.dialect.RequestReading;
import dev.cordboard.http.ErrorReply;
import dev.cordboard.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The one place where refusals become status, code and message, as the service words them.
final class Refusals {
  private static final String INVALID_ARGUMENT = "8523";
  private static final DateTimeFormatter US =
      DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

  private Refusals() {}

  /// What the call core refused.
  static Answer of(Request request, CallReply.Refused refused) {
    return switch (refused) {
      case CallReply.UnknownCall _ -> path(request, 404, "8522", "Call not found.");
      case CallReply.UnknownParticipant _ -> path(request, 404, "8522", "Participant not found.");
      case CallReply.InvitationOver _ -> path(request, 404, "8522", "Call not found.");
      case CallReply.NotEstablished _ ->
          path(request, 400, "8501", "Action is invalid when call is not in Established state.");
      case CallReply.InvalidArgument(var member, var message) ->
          argument(request, member, naming(member, message));
      case CallReply.Conflict(var message) -> path(request, 409, "8519", message);
      case CallReply.TransferUnderWay _ ->
          path(request, 409, "8607", "A transfer of this call is under way already.");
      case CallReply.Overloaded _ -> overloaded(request);
    };
  }

  private static String naming(String member, String message) {
    return message.contains(member) ? message : "The " + member + " field is invalid: " + message;
  }

  /// A body that its version's contract does not allow.
  static Answer invalid(Request request, RequestReading.Invalid invalid) {
    return argument(request, invalid.member(), invalid.message());
  }

  /// A member that makes no sense, named in the message and, where the version has it, as target.
  static Answer argument(Request request, String member, String message) {
    return error(
        request, 400, INVALID_ARGUMENT, message, member.isEmpty() ? request.rawPath() : member);
  }

  /// What this server does not do (yet): visibly absent, never silently ignored.
  static Answer notImplemented(Request request, String what, String target) {
    return error(request, 405, "8520", what + " is not implemented.", target);
  }

  /// An operation of the version that is not built.
  static Answer notImplemented(Request request) {
    return notImplemented(request, request.operation().name(), request.rawPath());
  }

  static Answer unknownCall(Request request) {
    return of(request, new CallReply.UnknownCall());
  }

  static Answer unknownParticipant(Request request) {
    return of(request, new CallReply.UnknownParticipant());
  }

  static Answer notPermitted() {
    return Answer.refused(ErrorReply.notPermitted());
  }

  static Answer otherResource(Request request) {
    return path(
        request, 403, "7507", "The incomingCallContext belongs to another communication resource.");
  }

  /// Not the error envelope but plain text, letter for letter as recorded; applications match it.
  static Answer expired(Instant now, Instant validUntil) {
    var text =
        "IDX23010: Lifetime validation of the signed http request failed. Current time: '%s' UTC, signed http request is valid until: '%s' UTC."
            .formatted(US.format(now), US.format(validUntil));
    var type = Map.of("content-type", "text/plain; charset=utf-8");
    return Answer.refused(new Reply(400, type, text.getBytes(StandardCharsets.UTF_8), () -> {}));
  }

  static Answer overloaded(Request request) {
    var reply =
        path(request, 503, "8516", "The server cannot take more calls now; try again.").reply();
    var headers = new HashMap<>(reply.headers());
    headers.put("retry-after", "1");
    return Answer.refused(new Reply(reply.status(), headers, reply.body(), reply.afterFlush()));
  }

  private static Answer path(Request request, int status, String code, String message) {
    return error(request, status, code, message, request.rawPath());
  }

  private static Answer error(
      Request request, int status, String code, String message, String target) {
    var shown = request.dialect().hasErrorTarget() ? Optional.of(target) : Optional.<String>empty();
    return Answer.refused(ErrorReply.of(status, code, message, shown));
  }
}
