package dev.cordboard.sip;

import dev.cordboard.sip.CallerIdentity.Name;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipRequest;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads who is calling.
final class Callers {
  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{1,32}");
  private static final Pattern SEPARATORS = Pattern.compile("[-.()]");

  private Callers() {}

  /// A caller that a trunk vouches for: P-Asserted-Identity, else From; without a name when the
  /// caller wants that (RFC 3323, RFC 3325).
  static CallerIdentity fromTrunk(SipRequest invite, Trunk trunk) {
    if (isPrivate(invite)) {
      return new CallerIdentity(new Name.Anonymous(), "");
    }
    var asserted = invite.addresses(HeaderName.P_ASSERTED_IDENTITY);
    var address = asserted.isEmpty() ? invite.from() : asserted.getFirst();
    return switch (read(address)) {
      case CallerIdentity(Name.Telephone(var digits), var shown) ->
          new CallerIdentity(new Name.Telephone(trunk.international(digits)), shown);
      case CallerIdentity other -> other;
    };
  }

  /// A caller of this server itself: what it wrote is what it meant.
  static CallerIdentity fromSelf(SipRequest invite) {
    return read(invite.from());
  }

  /// A user who has proved an account: whatever From says, only its display name counts.
  static CallerIdentity fromUser(SipRequest invite, String account) {
    return new CallerIdentity(new Name.Account(account), invite.from().displayName());
  }

  private static boolean isPrivate(SipRequest invite) {
    var privacy = invite.value(HeaderName.PRIVACY).orElse("").toLowerCase(Locale.ROOT);
    return Pattern.compile("\\b(id|user|full)\\b").matcher(privacy).find();
  }

  private static CallerIdentity read(NameAddr address) {
    var uri = address.uri();
    var user = uri.userName();
    var digits = SEPARATORS.matcher(beforeParameters(user)).replaceAll("");
    if (NUMBER.matcher(digits).matches()) {
      return new CallerIdentity(new Name.Telephone(digits), address.displayName());
    }
    boolean nobody =
        user.isEmpty() || user.equalsIgnoreCase("anonymous") || uri.host().endsWith(".invalid");
    return nobody
        ? new CallerIdentity(new Name.Anonymous(), "")
        : new CallerIdentity(new Name.Uri(uri.bare().text()), address.displayName());
  }

  /// A number in a SIP URI may have parameters of its own (RFC 3261 §19.1.6).
  private static String beforeParameters(String user) {
    int end = user.indexOf(';');
    return end < 0 ? user : user.substring(0, end);
  }
}
