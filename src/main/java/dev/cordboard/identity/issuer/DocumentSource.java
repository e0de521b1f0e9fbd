package dev.cordboard.identity.issuer;

import java.util.Optional;

/// Fetches documents of issuers, within bounds of size and time and only from where it is allowed.
@FunctionalInterface
public interface DocumentSource {
  /// The document at an URL; empty when there is none to be had. May block.
  Optional<byte[]> get(String url);
}
