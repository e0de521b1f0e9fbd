package dev.cordboard.sip;

/// How an incoming call came in, and so what it may reach: trunks are known by address, users by
/// digest.
public sealed interface Origin {
  /// From a trunk's source address.
  record Trunk(String name) implements Origin {}

  /// From a user who proved a SIP password.
  ///
  /// @param account as [CredentialSource] named it
  record User(String account) implements Origin {}

  /// From this very server: an owned number that it dialled itself.
  record Self() implements Origin {}
}
