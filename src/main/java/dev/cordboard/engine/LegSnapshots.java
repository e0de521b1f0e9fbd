package dev.cordboard.engine;

import dev.cordboard.call.LegSnapshot;
import java.nio.ByteBuffer;
import java.util.Base64;

/// A leg's opaque snapshot: what `sip` and what `media` need, one behind the other.
final class LegSnapshots {
  private LegSnapshots() {}

  static LegSnapshot of(byte[] sip, byte[] media) {
    if (sip.length == 0 && media.length == 0) {
      return LegSnapshot.NONE;
    }
    var both =
        ByteBuffer.allocate(Integer.BYTES + sip.length + media.length)
            .putInt(sip.length)
            .put(sip)
            .put(media);
    return new LegSnapshot(Base64.getEncoder().encodeToString(both.array()));
  }

  /// The part for `sip`; empty when there is none, or when the bytes are not ours.
  static byte[] sipPart(LegSnapshot snapshot) {
    try {
      var both = ByteBuffer.wrap(Base64.getDecoder().decode(snapshot.base64()));
      int length = both.remaining() < Integer.BYTES ? 0 : both.getInt();
      var sip = new byte[length < 0 || length > both.remaining() ? 0 : length];
      both.get(sip);
      return sip;
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }
}
