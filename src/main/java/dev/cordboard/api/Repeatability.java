package dev.cordboard.api;

import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.dialect.Dialect.Occasion;
import dev.cordboard.http.Exchange;
import dev.cordboard.http.Exchange.Principal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// The mark of a request that its sender may send again (RULINGS §7).
///
/// @param key what it is remembered by: its operation, its path and the id its sender gave it
/// @param firstSent when its sender sent it first, as written
/// @param digest of who sent what: the same id on another request is a mistake
record Repeatability(String key, String firstSent, String digest) {
  private static final String REQUEST_ID = "repeatability-request-id";
  private static final String FIRST_SENT = "repeatability-first-sent";

  /// The mark of a request; empty when it has none, or its operation takes none.
  static Optional<Repeatability> of(Request request) {
    var headers = request.exchange().headers();
    return headers
        .first(REQUEST_ID)
        .filter(_ -> request.operation().repeatable())
        .flatMap(id -> headers.first(FIRST_SENT).map(firstSent -> of(request, id, firstSent)));
  }

  private static Repeatability of(Request request, String id, String firstSent) {
    var named = request.operation().name() + "\n" + request.rawPath() + "\n" + id;
    return new Repeatability(
        hash(named.getBytes(StandardCharsets.UTF_8)), firstSent, digest(request.exchange()));
  }

  /// One header field without the other means nothing.
  static Optional<Answer> check(Request request) {
    var headers = request.exchange().headers();
    boolean id = headers.first(REQUEST_ID).isPresent();
    boolean firstSent = headers.first(FIRST_SENT).isPresent();
    if (id == firstSent) {
      return Optional.empty();
    }
    var missing = id ? "Repeatability-First-Sent" : "Repeatability-Request-ID";
    return Optional.of(
        Refusals.argument(request, missing, "The " + missing + " header is required."));
  }

  /// What to remember of the request, once it came to this. Create is asked for the state of its
  /// call again: what is kept of it is how it looks when there is no such call any more.
  byte[] memory(Request request, CallReply reply, Answer answer) {
    var body = answer.reply().body();
    var created = Optional.<String>empty();
    if (reply instanceof CallReply.Connected(var connection) && connection.created()) {
      var ended = request.dialect().properties(connection.in(State.DISCONNECTED), Occasion.READ);
      body = Json.bytes(ended);
      created = Optional.of(connection.terms().connectionId());
    }
    return new Memory(
            firstSent, digest, answer.reply().status(), body, answer.correlationId(), created)
        .bytes();
  }

  /// Whether something remembered is of this very request.
  boolean isOf(Memory memory) {
    return memory.firstSent().equals(firstSent) && memory.digest().equals(digest);
  }

  private static String digest(Exchange exchange) {
    var sender =
        switch (exchange.principal()) {
          case Principal.User(var rawId) -> rawId;
          case Principal.Application(var client) -> client;
          case Principal.Resource _, Principal.Anonymous _ -> "";
        };
    return hash((sender + "\n").getBytes(StandardCharsets.UTF_8), exchange.body());
  }

  private static String hash(byte[]... parts) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        sha.update(part);
      }
      return Base64.getEncoder().encodeToString(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
