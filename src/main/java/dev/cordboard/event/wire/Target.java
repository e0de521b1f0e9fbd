package dev.cordboard.event.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a request goes. The path and query are what the application wrote, byte for byte; only
/// what cannot stand in a request line at all (a space, a character outside ASCII) is
/// percent-encoded.
///
/// @param host a name or an address, without brackets
/// @param authority what the Host field says
/// @param requestTarget path and query
public record Target(
    boolean secure, String host, int port, String authority, String requestTarget) {
  private static final int LONGEST = 16_384;
  private static final Pattern URL =
      Pattern.compile("(?i)(https?)://([^/?#\\\\]*)(|[/?][^#]*)(?:#.*)?", Pattern.DOTALL);
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

  /// Reads an http or https URL; empty when it is none.
  public static Optional<Target> of(String url) {
    var parts = URL.matcher(url);
    if (url.length() > LONGEST || !parts.matches()) {
      return Optional.empty();
    }
    boolean secure = parts.group(1).toLowerCase(Locale.ROOT).equals("https");
    var authority = AUTHORITY.matcher(parts.group(2));
    if (!authority.matches()) {
      return Optional.empty();
    }
    int port = port(Optional.ofNullable(authority.group(2)), secure);
    if (port < 1 || port > 65_535) {
      return Optional.empty();
    }
    return requestTarget(parts.group(3))
        .map(target -> new Target(secure, bare(authority.group(1)), port, parts.group(2), target));
  }

  /// The name that limits and connections are kept under.
  String origin() {
    return (secure ? "https://" : "http://") + host.toLowerCase(Locale.ROOT) + ":" + port;
  }

  private static int port(Optional<String> given, boolean secure) {
    return given.map(Integer::parseInt).orElse(secure ? 443 : 80);
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /// A control character would let whoever wrote the URL write header fields (ATTACKS 24).
  private static Optional<String> requestTarget(String raw) {
    var target = new StringBuilder(raw.length() + 1);
    if (!raw.startsWith("/")) {
      target.append('/');
    }
    for (byte each : raw.getBytes(StandardCharsets.UTF_8)) {
      if ((each >= 0 && each < ' ') || each == 0x7f) {
        return Optional.empty();
      }
      if (each < 0 || each == ' ') {
        target.append('%').append("%02X".formatted(each & 0xff));
      } else {
        target.append((char) each);
      }
    }
    return Optional.of(target.toString());
  }
}
