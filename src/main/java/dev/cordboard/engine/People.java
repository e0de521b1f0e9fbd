package dev.cordboard.engine;

import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import java.util.List;
import java.util.Optional;

/// What the engine needs to know about users; `identity` keeps it. Called on the SIP loop: must
/// answer from memory.
public interface People {
  /// The user that a phone means by this name: a `username` (RULINGS §8.1) or an alias.
  Optional<CommunicationUser> named(String name);

  /// The accounts whose registered and static contacts are the user's: the `username` and the
  /// aliases.
  List<String> accounts(CommunicationUser user);
}
