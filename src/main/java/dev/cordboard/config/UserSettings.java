package dev.cordboard.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A user known from the configuration, beside those that the Identity API makes.
///
/// @param name the first name it registers under; letters, digits, dots and hyphens
/// @param rawId `8:acs:…`; without it the resource's prefix and the name make one
/// @param aliases further names it may be dialled by and register under
/// @param password its SIP password; without it the user cannot register until one is issued
/// @param contacts SIP URIs that ring for the user without any registration
public record UserSettings(
    String name,
    Optional<String> rawId,
    List<String> aliases,
    Optional<String> password,
    List<String> contacts) {
  // An underscore would make the raw id that of a Teams user (three parts).
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,63}");

  public UserSettings {
    aliases = List.copyOf(aliases);
    contacts = List.copyOf(contacts);
    require(
        NAME.matcher(name).matches() && aliases.stream().allMatch(NAME.asMatchPredicate()),
        "a user's name and aliases consist of letters, digits, dots and hyphens");
    require(
        rawId.isEmpty() || rawId.get().startsWith("8:acs:"), "a user's raw-id begins with 8:acs:");
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
