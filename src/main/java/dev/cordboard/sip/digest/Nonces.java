package dev.cordboard.sip.digest;

import dev.cordboard.base.TimeSource;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Nonces that need no memory until one is used: their time and a signature that binds them to the
/// address they were given to. Of used ones the highest count is kept, so that none is used twice.
final class Nonces {
  private static final int REMEMBERED = 50_000;

  /// What a nonce is worth.
  enum Verdict {
    FRESH,
    /// Ours, but too old or used already: the phone may try again with a new one.
    STALE,
    /// Not one of ours.
    FORGED
  }

  private final TimeSource time;
  private final long lifetimeMillis;
  private final Mac mac;
  private final Map<String, Long> used = new LinkedHashMap<>();
  private long floorMillis;

  /// @param secret hexadecimal, of this run
  Nonces(TimeSource time, Duration lifetime, String secret) {
    this.time = time;
    this.lifetimeMillis = lifetime.toMillis();
    this.mac = hmac(secret);
  }

  String issue(InetAddress to) {
    return signed(time.now().toEpochMilli(), to);
  }

  /// Judges a nonce without using it up.
  Verdict judge(String nonce, InetAddress from, long count) {
    if (nonce.length() != 48 || !nonce.chars().allMatch(HexFormat::isHexDigit)) {
      return Verdict.FORGED;
    }
    long issued = HexFormat.fromHexDigitsToLong(nonce.substring(0, 16));
    if (!MessageDigest.isEqual(bytes(nonce), bytes(signed(issued, from)))) {
      return Verdict.FORGED;
    }
    long age = time.now().toEpochMilli() - issued;
    boolean old = age > lifetimeMillis || issued < floorMillis;
    return old || count <= used.getOrDefault(nonce, 0L) ? Verdict.STALE : Verdict.FRESH;
  }

  /// This count of the nonce, and every lower one, is used up.
  void use(String nonce, long count) {
    used.remove(nonce);
    used.put(nonce, count);
    forgetOld();
  }

  /// How many used nonces are remembered.
  int size() {
    return used.size();
  }

  /// A used nonce may be forgotten once it is too old to be accepted. When there are too many,
  /// those forgotten early take all older ones with them.
  private void forgetOld() {
    long oldest = time.now().toEpochMilli() - lifetimeMillis;
    var each = used.keySet().iterator();
    while (each.hasNext()) {
      long issued = HexFormat.fromHexDigitsToLong(each.next().substring(0, 16));
      if (issued >= oldest && used.size() <= REMEMBERED) {
        return;
      }
      floorMillis = Math.max(floorMillis, issued + 1);
      each.remove();
    }
  }

  private String signed(long millis, InetAddress address) {
    mac.update(ByteBuffer.allocate(Long.BYTES).putLong(0, millis));
    var signature = mac.doFinal(address.getAddress());
    return HexFormat.of().toHexDigits(millis) + HexFormat.of().formatHex(signature, 0, 16);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static Mac hmac(String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(secret), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
