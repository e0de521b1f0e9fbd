package dev.cordboard.api;

import dev.cordboard.call.CustomContext;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The service's limits on custom context. They also keep line breaks, and header fields that are
/// not the application's to set, out of SIP messages.
final class CustomContextRules {
  private static final int MAX_SIP_HEADERS = 5;
  private static final int MAX_VOIP_HEADERS = 1000;
  private static final int MAX_KEY = 64;
  private static final int MAX_SIP_VALUE = 256;
  private static final int MAX_VOIP_VALUE = 1024;
  private static final String USER_TO_USER = "user-to-user";
  private static final Pattern SIP_KEY = Pattern.compile("[A-Za-z0-9.!%*_+~-]+");
  private static final Pattern SIP_VALUE = Pattern.compile("[A-Za-z0-9=;.!%*_+~-]*");

  private final UnaryOperator<String> pathOf;

  /// @param pathOf what the request's version calls a member
  CustomContextRules(UnaryOperator<String> pathOf) {
    this.pathOf = pathOf;
  }

  Optional<Breach> check(CustomContext context) {
    return sipHeaders(context).or(() -> voipHeaders(context));
  }

  private Optional<Breach> sipHeaders(CustomContext context) {
    var own = context.sipHeaders().keySet().stream().filter(key -> !isUserToUser(key)).count();
    if (own > MAX_SIP_HEADERS || context.sipHeaders().size() - own > 1) {
      return breach("sipHeaders", "at most 5 custom headers and one User-To-User are allowed");
    }
    for (var header : context.sipHeaders().entrySet()) {
      var at = "sipHeaders." + shortened(header.getKey());
      if (!isOurs(header.getKey())) {
        return breach(at, "expected User-To-User, X-MS-Custom-<name> or X-<name>");
      }
      if (header.getValue().length() > MAX_SIP_VALUE
          || !SIP_VALUE.matcher(header.getValue()).matches()) {
        return breach(at, "expected at most 256 letters, digits or = ; . ! % * _ + ~ -");
      }
    }
    return Optional.empty();
  }

  /// Enough of a name to know it by, however long a hostile one is.
  private static String shortened(String key) {
    return key.substring(0, Math.min(key.length(), MAX_KEY));
  }

  /// `X-MS-*` beside `X-MS-Custom-*` is the service's own.
  private static boolean isOurs(String key) {
    var name = key.toLowerCase(Locale.ROOT);
    boolean named = isUserToUser(key) || name.startsWith("x-ms-custom-");
    boolean free = name.startsWith("x-") && !name.startsWith("x-ms-");
    return (named || free) && key.length() <= MAX_KEY && SIP_KEY.matcher(key).matches();
  }

  private static boolean isUserToUser(String key) {
    return key.equalsIgnoreCase(USER_TO_USER);
  }

  private Optional<Breach> voipHeaders(CustomContext context) {
    if (context.voipHeaders().size() > MAX_VOIP_HEADERS) {
      return breach("voipHeaders", "at most 1000 headers are allowed");
    }
    for (var header : context.voipHeaders().entrySet()) {
      boolean fits =
          header.getKey().length() <= MAX_KEY && header.getValue().length() <= MAX_VOIP_VALUE;
      if (!fits || hasLineBreak(header.getKey()) || hasLineBreak(header.getValue())) {
        return breach(
            "voipHeaders",
            "expected keys of at most 64 and values of at most 1024 characters on one line");
      }
    }
    return Optional.empty();
  }

  private static boolean hasLineBreak(String text) {
    return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
  }

  private Optional<Breach> breach(String member, String problem) {
    return Optional.of(Breach.argument(pathOf.apply("customCallingContext." + member), problem));
  }
}
