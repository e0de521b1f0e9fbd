package dev.cordboard.sip;

import dev.cordboard.sdp.SessionDescription;
import java.nio.charset.StandardCharsets;

/// Session descriptions that tests tell apart by their port.
final class Sdp {
  private Sdp() {}

  static SessionDescription port(int port) {
    return SessionDescription.parse(text(port).getBytes(StandardCharsets.US_ASCII))
        .toOptional()
        .orElseThrow();
  }

  static String text(int port) {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
        + port
        + " RTP/AVP 0\r\n";
  }

  static int portOf(SessionDescription session) {
    return session.media().getFirst().port();
  }
}
