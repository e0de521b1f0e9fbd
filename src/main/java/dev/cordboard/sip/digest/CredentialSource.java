package dev.cordboard.sip.digest;

import java.util.Optional;

/// Where the SIP passwords of users are kept; implemented above. Called on the SIP loop: must
/// answer from memory.
public interface CredentialSource {
  /// The credential of whoever authenticates as `username`: a user's name or an alias of it.
  Optional<Credential> find(String username);

  /// Nobody has a SIP password.
  static CredentialSource none() {
    return username -> Optional.empty();
  }
}
