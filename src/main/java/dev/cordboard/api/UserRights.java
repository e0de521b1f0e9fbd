package dev.cordboard.api;

import dev.cordboard.dialect.RequestMembers;
import dev.cordboard.engine.Calls.Found;
import dev.cordboard.http.Exchange.Principal;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.Optional;
import java.util.stream.Stream;

/// What a request may do, by who sent it (RULINGS §8.3). The access key and the tokens of issuers
/// open everything; a user's access token the calls its user is on, and new ones as that user.
final class UserRights {
  private UserRights() {}

  /// Whether the request may act on this connection: its user is on the call, or it is the user's
  /// own connection, which stands before the call has anybody on it.
  static boolean coverCall(Request request, Found found) {
    return user(request)
        .map(
            user ->
                Stream.concat(
                        found.participants().stream().map(each -> each.identifier()),
                        Stream.concat(
                            Stream.of(found.connection().source()),
                            found.connection().answeredBy().stream()))
                    .anyMatch(user::equals))
        .orElse(true);
  }

  /// Whether the request may create a call: a user's names that user as `source`, and nobody else.
  static boolean coverSource(Request request, RequestMembers members) {
    return user(request)
        .map(user -> members.identifier("source").equals(Optional.of(user)))
        .orElse(true);
  }

  /// Whether the request may answer, reject or redirect: a ringing call is none that a user takes
  /// part in yet.
  static boolean coverInvitations(Request request) {
    return user(request).isEmpty();
  }

  /// The user whose token it is; empty for whoever may do everything.
  static Optional<CommunicationIdentifier> user(Request request) {
    return switch (request.exchange().principal()) {
      case Principal.User(var rawId) -> Optional.of(CommunicationIdentifier.fromRawId(rawId));
      case Principal.Resource _, Principal.Application _, Principal.Anonymous _ -> Optional.empty();
    };
  }
}
