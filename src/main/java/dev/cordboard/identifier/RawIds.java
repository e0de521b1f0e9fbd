package dev.cordboard.identifier;

import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identifier.CommunicationIdentifier.MicrosoftTeamsApp;
import dev.cordboard.identifier.CommunicationIdentifier.MicrosoftTeamsUser;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.identifier.CommunicationIdentifier.TeamsExtensionUser;
import dev.cordboard.identifier.CommunicationIdentifier.Unknown;
import java.util.Optional;

/// Reads raw ids by the prefixes of the service (SDK-NOTES §4: rawId forms).
final class RawIds {
  private RawIds() {}

  static CommunicationIdentifier parse(String rawId) {
    if (rawId.startsWith("4:") && rawId.length() > 2) {
      return new PhoneNumber(rawId.substring(2));
    }
    return user(rawId).or(() -> teams(rawId)).orElseGet(() -> new Unknown(rawId));
  }

  private static Optional<CommunicationIdentifier> user(String rawId) {
    if (rawId.startsWith("8:spool:")) {
      return Optional.of(new CommunicationUser(rawId));
    }
    return after(rawId, "8:acs:")
        .map(rest -> acs(rawId, rest, "public"))
        .or(() -> after(rawId, "8:gcch-acs:").map(rest -> acs(rawId, rest, "gcch")))
        .or(() -> after(rawId, "8:dod-acs:").map(rest -> acs(rawId, rest, "dod")));
  }

  /// Two parts name a user of the resource, three a Teams user reached through it.
  private static CommunicationIdentifier acs(String rawId, String rest, String cloud) {
    var parts = rest.split("_", -1);
    return parts.length == 3
        ? new TeamsExtensionUser(rawId, parts[2], parts[1], parts[0], cloud)
        : new CommunicationUser(rawId);
  }

  private static Optional<CommunicationIdentifier> teams(String rawId) {
    return teamsUser(rawId, "8:orgid:", false, "public")
        .or(() -> teamsUser(rawId, "8:gcch:", false, "gcch"))
        .or(() -> teamsUser(rawId, "8:dod:", false, "dod"))
        .or(() -> teamsUser(rawId, "8:teamsvisitor:", true, "public"))
        .or(() -> teamsApp(rawId, "28:orgid:", "public"))
        .or(() -> teamsApp(rawId, "28:gcch:", "gcch"))
        .or(() -> teamsApp(rawId, "28:dod:", "dod"));
  }

  private static Optional<CommunicationIdentifier> teamsUser(
      String rawId, String prefix, boolean isAnonymous, String cloud) {
    return after(rawId, prefix).map(id -> new MicrosoftTeamsUser(rawId, id, isAnonymous, cloud));
  }

  private static Optional<CommunicationIdentifier> teamsApp(
      String rawId, String prefix, String cloud) {
    return after(rawId, prefix).map(id -> new MicrosoftTeamsApp(rawId, id, cloud));
  }

  private static Optional<String> after(String rawId, String prefix) {
    return rawId.startsWith(prefix) && rawId.length() > prefix.length()
        ? Optional.of(rawId.substring(prefix.length()))
        : Optional.empty();
  }
}
