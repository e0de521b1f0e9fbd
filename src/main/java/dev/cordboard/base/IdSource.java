package dev.cordboard.base;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/// Where identities and unguessable tokens come from; tests hold one that counts.
public interface IdSource {
  /// A new random UUID in its text form.
  String uuid();

  /// A new unguessable token of `bytes` random bytes, in lower-case hexadecimal.
  String token(int bytes);

  /// A random number from 0 to `bound - 1`; `bound` is at least 1.
  int below(int bound);

  /// Identities from the machine's strong random source.
  static IdSource random() {
    var random = new SecureRandom();
    return new IdSource() {
      @Override
      public String uuid() {
        return UUID.randomUUID().toString();
      }

      @Override
      public String token(int bytes) {
        var raw = new byte[bytes];
        random.nextBytes(raw);
        return HexFormat.of().formatHex(raw);
      }

      @Override
      public int below(int bound) {
        return random.nextInt(bound);
      }
    };
  }
}
