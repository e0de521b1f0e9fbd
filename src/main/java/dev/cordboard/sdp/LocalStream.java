package dev.cordboard.sdp;

import java.util.List;

/// What we bring to an offer or an answer: our address and our codecs, best first.
public record LocalStream(Origin origin, String host, int port, List<Codec> codecs) {
  /// All codecs, this one first.
  public static List<Codec> preferring(Codec codec) {
    return switch (codec) {
      case PCMU -> List.of(Codec.PCMU, Codec.PCMA);
      case PCMA -> List.of(Codec.PCMA, Codec.PCMU);
    };
  }

  public LocalStream {
    codecs = List.copyOf(codecs);
  }
}
