package dev.cordboard.engine.dial;

import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identity.Directory;
import java.util.List;
import java.util.Optional;

/// What the engine needs to know about users. Called on the SIP loop: must answer from memory.
public interface People {
  /// The user that a phone means by this name: a `username` (RULINGS §8.1) or an alias.
  Optional<CommunicationUser> named(String name);

  /// The accounts whose contacts are the user's: the `username` and the aliases.
  List<String> accounts(CommunicationUser user);

  /// SIP URIs that ring for the user without any registration.
  List<String> staticContacts(CommunicationUser user);

  /// The users of the directory.
  static People of(Directory directory) {
    return new People() {
      @Override
      public Optional<CommunicationUser> named(String name) {
        return directory.named(name);
      }

      @Override
      public List<String> accounts(CommunicationUser user) {
        return directory.names(user);
      }

      @Override
      public List<String> staticContacts(CommunicationUser user) {
        return directory.staticContacts(user);
      }
    };
  }
}
