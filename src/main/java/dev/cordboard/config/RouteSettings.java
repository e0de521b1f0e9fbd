package dev.cordboard.config;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where an incoming call goes; the first route that matches wins.
///
/// @param fromTrunk only calls of this trunk; empty: of any origin
/// @param match a regular expression that the user part of the Request-URI must match as a whole
/// @param to `trunk NAME`, `group NAME`, `user NAME` or `simulator NAME`
public record RouteSettings(Optional<String> fromTrunk, Pattern match, String to) {
  public RouteSettings {
    if (!to.matches("(trunk|group|user|simulator) \\S+")) {
      throw new IllegalArgumentException(
          "sip.routes: `to` must be `trunk|group|user|simulator NAME`, not: " + to);
    }
  }

  /// Which kind of target it is: `trunk`, `group`, `user` or `simulator`.
  public String kind() {
    return to.substring(0, to.indexOf(' '));
  }

  /// The name of the target.
  public String target() {
    return to.substring(to.indexOf(' ') + 1);
  }

  /// Whether a call of this origin (a trunk's name, or empty) to this user part goes this way.
  public boolean matches(String trunk, String user) {
    return fromTrunk.map(trunk::equals).orElse(true) && match.matcher(user).matches();
  }
}
