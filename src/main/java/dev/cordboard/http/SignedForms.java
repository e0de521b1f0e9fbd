package dev.cordboard.http;

import dev.cordboard.http.Exchange.Headers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// What a client may have signed for the request we see. SDKs differ in the host (Java leaves the
/// port out, JavaScript and .NET keep it, `x-ms-host` names another one) and in the path (the
/// asynchronous Python clients sign each segment fully percent-encoded, the Rooms client decoded).
/// The usual form comes first, so a well-signed request costs one HMAC.
final class SignedForms {
  private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

  private SignedForms() {}

  static Set<String> hosts(Headers headers, int localPort) {
    var forms = new LinkedHashSet<String>();
    headers.first("host").ifPresent(host -> addHost(forms, host, localPort));
    headers.first("x-ms-host").ifPresent(host -> addHost(forms, host, localPort));
    return forms;
  }

  static Set<String> targets(String rawTarget) {
    int query = rawTarget.indexOf('?');
    var path = query < 0 ? rawTarget : rawTarget.substring(0, query);
    var rest = query < 0 ? "" : rawTarget.substring(query);
    var forms = new LinkedHashSet<String>();
    forms.add(rawTarget);
    if (needsNoEncoding(path)) {
      return forms;
    }
    forms.add(encoded(path) + rest);
    PathTemplate.decode(path).ifPresent(decoded -> forms.add(decoded + rest));
    return forms;
  }

  private static void addHost(Set<String> forms, String host, int localPort) {
    var bare = PORT.matcher(host).replaceFirst("");
    forms.add(host);
    forms.add(bare);
    forms.add(bare + ":" + localPort);
  }

  private static boolean needsNoEncoding(String path) {
    return path.chars()
        .allMatch(
            c -> c == '/' || c == '-' || c == '_' || c == '.' || Character.isLetterOrDigit(c));
  }

  /// Each segment decoded and encoded again, as Python's `quote(…, safe="")` does; a segment with a
  /// verb (`<id>:terminate`) keeps the colon that belongs to the route.
  private static String encoded(String path) {
    var text = new StringBuilder();
    for (var segment : path.substring(1).split("/", -1)) {
      text.append('/').append(encodedSegment(segment));
    }
    return text.toString();
  }

  private static String encodedSegment(String segment) {
    int verb = segment.lastIndexOf(':');
    boolean isVerb = verb >= 0 && segment.substring(verb + 1).chars().allMatch(Character::isLetter);
    var id = isVerb ? segment.substring(0, verb) : segment;
    var encoded =
        URLEncoder.encode(PathTemplate.decode(id).orElse(id), StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace("*", "%2A")
            .replace("%7E", "~");
    return isVerb ? encoded + segment.substring(verb) : encoded;
  }
}
