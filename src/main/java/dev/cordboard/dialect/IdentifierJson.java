package dev.cordboard.dialect;

import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identifier.CommunicationIdentifier.MicrosoftTeamsApp;
import dev.cordboard.identifier.CommunicationIdentifier.MicrosoftTeamsUser;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.identifier.CommunicationIdentifier.TeamsExtensionUser;
import dev.cordboard.identifier.CommunicationIdentifier.Unknown;
import java.util.function.Predicate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes identifiers as the service does: `rawId`, `kind` and the one member of that kind, never a
/// null (an SDK counts every member that is there).
public final class IdentifierJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private IdentifierJson() {}

  /// An identifier in its newest shape, for Event Grid.
  public static ObjectNode write(CommunicationIdentifier identifier) {
    return write(identifier, _ -> true);
  }

  /// An identifier in a version that knows these kinds only; any other is `unknown` there.
  static ObjectNode write(CommunicationIdentifier identifier, Predicate<String> knowsKind) {
    var node = JSON.objectNode().put("rawId", identifier.rawId());
    var kind = kind(identifier);
    return knowsKind.test(kind)
        ? node.put("kind", kind).set(kind, member(identifier))
        : node.put("kind", "unknown");
  }

  private static String kind(CommunicationIdentifier identifier) {
    return switch (identifier) {
      case CommunicationUser _ -> "communicationUser";
      case PhoneNumber _ -> "phoneNumber";
      case MicrosoftTeamsUser _ -> "microsoftTeamsUser";
      case MicrosoftTeamsApp _ -> "microsoftTeamsApp";
      case TeamsExtensionUser _ -> "teamsExtensionUser";
      case Unknown _ -> "unknown";
    };
  }

  private static ObjectNode member(CommunicationIdentifier identifier) {
    var node = JSON.objectNode();
    return switch (identifier) {
      case CommunicationUser(var rawId) -> node.put("id", rawId);
      case PhoneNumber number -> node.put("value", number.value());
      case MicrosoftTeamsUser(_, var userId, var isAnonymous, var cloud) ->
          node.put("userId", userId).put("isAnonymous", isAnonymous).put("cloud", cloud);
      case MicrosoftTeamsApp(_, var appId, var cloud) ->
          node.put("appId", appId).put("cloud", cloud);
      case TeamsExtensionUser(_, var userId, var tenantId, var resourceId, var cloud) ->
          node.put("userId", userId)
              .put("tenantId", tenantId)
              .put("resourceId", resourceId)
              .put("cloud", cloud);
      case Unknown _ -> node;
    };
  }
}
