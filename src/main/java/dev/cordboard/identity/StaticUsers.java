package dev.cordboard.identity;

import dev.cordboard.config.UserSettings;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The users of the configuration, by raw id and by every name they go by.
final class StaticUsers {
  private final Map<String, UserSettings> byRawId = new LinkedHashMap<>();
  private final Map<String, String> rawIdByName = new HashMap<>();

  StaticUsers(List<UserSettings> users, String resourceId) {
    for (var user : users) {
      var rawId = user.rawId().orElse(CommunicationIdentifier.ACS + resourceId + "_" + user.name());
      byRawId.put(rawId, user);
      for (var name : names(user)) {
        var other = rawIdByName.put(name, rawId);
        if (other != null) {
          throw new IllegalArgumentException("identity.users has " + name + " twice");
        }
      }
    }
  }

  boolean contains(String rawId) {
    return byRawId.containsKey(rawId);
  }

  Optional<CommunicationUser> named(String name) {
    return Optional.ofNullable(rawIdByName.get(name)).map(CommunicationUser::new);
  }

  /// The further names of a user, its configured one first.
  List<String> aliases(String rawId) {
    return Optional.ofNullable(byRawId.get(rawId)).map(StaticUsers::names).orElse(List.of());
  }

  List<String> contacts(String rawId) {
    return Optional.ofNullable(byRawId.get(rawId)).map(UserSettings::contacts).orElse(List.of());
  }

  Optional<String> password(String rawId) {
    return Optional.ofNullable(byRawId.get(rawId)).flatMap(UserSettings::password);
  }

  private static List<String> names(UserSettings user) {
    var names = new ArrayList<>(List.of(user.name()));
    names.addAll(user.aliases());
    return names;
  }
}
