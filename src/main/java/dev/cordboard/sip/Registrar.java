package dev.cordboard.sip;

import java.util.List;

/// Where the users of this server can be reached at the moment. Thread-safe.
public interface Registrar {
  /// The contacts of an account, static ones included, best first (by q, then newest); each is good
  /// for [Destination.Contact]. Empty: the user cannot be reached.
  List<String> contacts(String account);
}
