package dev.cordboard.media;

/// A conversation: every session in it hears the sum of the others.
///
/// Two sessions of one codec with nothing to mix are passed through packet by packet.
public interface Bridge {
  /// Sends every session out of the bridge; the sessions stay open. May be called again.
  void close();
}
