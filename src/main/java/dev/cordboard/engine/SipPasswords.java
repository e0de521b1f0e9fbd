package dev.cordboard.engine;

import dev.cordboard.identity.Directory;
import dev.cordboard.sip.digest.Credential;
import dev.cordboard.sip.digest.CredentialSource;
import dev.cordboard.sip.digest.DigestAlgorithm;
import java.util.EnumMap;
import java.util.Optional;

/// The SIP passwords of the directory's users, as `sip` checks them.
public final class SipPasswords implements CredentialSource {
  private final Directory directory;

  /// Of the users of this directory.
  public SipPasswords(Directory directory) {
    this.directory = directory;
  }

  @Override
  public Optional<Credential> find(String username) {
    return directory
        .credential(username)
        .map(
            known -> {
              var ha1 = new EnumMap<DigestAlgorithm, String>(DigestAlgorithm.class);
              known
                  .ha1()
                  .forEach(
                      (name, hash) ->
                          DigestAlgorithm.of(name).ifPresent(each -> ha1.put(each, hash)));
              return new Credential(known.account(), ha1);
            });
  }
}
