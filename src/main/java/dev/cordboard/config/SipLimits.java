package dev.cordboard.config;

/// What the SIP parser and framer accept at most; a message beyond one of these is refused, and
/// counted.
///
/// @param datagramBytes longest UDP message
/// @param streamHeadBytes longest start line and header fields of a message on TCP
/// @param streamBodyBytes longest body of a message on TCP
/// @param lineBytes longest header field, folds included
/// @param headers header fields of one message
/// @param uriBytes longest URI
/// @param parameters parameters of one URI or header value
/// @param vias Via values of one message
/// @param addresses values of all Contact, Route and Record-Route fields of one message together
public record SipLimits(
    int datagramBytes,
    int streamHeadBytes,
    int streamBodyBytes,
    int lineBytes,
    int headers,
    int uriBytes,
    int parameters,
    int vias,
    int addresses) {
  public SipLimits {
    for (int limit :
        new int[] {
          datagramBytes,
          streamHeadBytes,
          streamBodyBytes,
          lineBytes,
          headers,
          uriBytes,
          parameters,
          vias,
          addresses
        }) {
      if (limit < 1) {
        throw new IllegalArgumentException("a SIP limit must be at least 1");
      }
    }
  }

  /// The limits of a server that is told nothing else.
  public static SipLimits defaults() {
    return new SipLimits(8_192, 16_384, 65_536, 4_096, 128, 1_024, 64, 32, 32);
  }
}
