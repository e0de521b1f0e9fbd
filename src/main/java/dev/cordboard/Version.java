package dev.cordboard;

import java.util.Optional;

/// Which Cordboard this is.
final class Version {
  private Version() {}

  /// As the build wrote it into the jar; `development` outside one.
  static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
