package dev.cordboard.engine.dial;

import dev.cordboard.call.Caller;
import dev.cordboard.call.CustomContext;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.sip.CallerIdentity;
import dev.cordboard.sip.OutgoingInvite.ShownCaller;
import java.util.Optional;

/// Callers between the words of `call` and of `sip` (RULINGS §8.6), and what may be sent along.
public final class ShownCallers {
  private ShownCallers() {}

  /// Who a SIP caller is; `account` says which user a proven account belongs to.
  public static Caller read(CallerIdentity identity, CommunicationUser account) {
    return switch (identity.name()) {
      case CallerIdentity.Name.Telephone(var digits) -> number(digits, identity.displayName());
      case CallerIdentity.Name.Account _ ->
          new Caller(account, Optional.empty(), identity.displayName());
      case CallerIdentity.Name.Anonymous _ ->
          new Caller(PhoneNumber.ANONYMOUS, Optional.empty(), "");
      case CallerIdentity.Name.Uri(var uri) ->
          new Caller(
              new CommunicationIdentifier.Unknown(uri), Optional.empty(), identity.displayName());
    };
  }

  private static Caller number(String digits, String displayName) {
    var number = new PhoneNumber(digits);
    return new Caller(number, Optional.of(number), displayName);
  }

  /// What a called device is shown.
  public static ShownCaller shown(Caller caller) {
    if (caller.callerId().isPresent()) {
      return new ShownCaller(caller.callerId().get().value(), caller.displayName());
    }
    return switch (caller.identifier()) {
      case PhoneNumber number when number.equals(PhoneNumber.ANONYMOUS) -> ShownCaller.ANONYMOUS;
      case PhoneNumber number -> new ShownCaller(number.value(), caller.displayName());
      case CommunicationUser user -> new ShownCaller(user.userPart(), caller.displayName());
      case CommunicationIdentifier.Unknown(var uri) ->
          new ShownCaller(userPart(uri), caller.displayName());
      case CommunicationIdentifier.MicrosoftTeamsUser _,
          CommunicationIdentifier.MicrosoftTeamsApp _,
          CommunicationIdentifier.TeamsExtensionUser _ ->
          new ShownCaller("", caller.displayName());
    };
  }

  private static String userPart(String uri) {
    var rest = uri.substring(uri.indexOf(':') + 1);
    int at = rest.indexOf('@');
    return at < 0 ? "" : rest.substring(0, at);
  }

  /// The first member that could smuggle a header into an INVITE or that no phone understands;
  /// empty when all is well.
  public static Optional<String> fault(
      CustomContext context, Optional<PhoneNumber> callerId, Optional<String> displayName) {
    for (var header : context.sipHeaders().entrySet()) {
      if (!isCustom(header.getKey()) || isUnfit(header.getValue())) {
        return Optional.of("customCallingContext.sipHeaders");
      }
    }
    if (displayName.filter(ShownCallers::isUnfit).isPresent()) {
      return Optional.of("sourceDisplayName");
    }
    return callerId.filter(number -> isUnfit(number.value())).map(_ -> "sourceCallerIdNumber");
  }

  /// BEHAVIOUR.md names the two kinds of header that travel.
  private static boolean isCustom(String name) {
    return name.equalsIgnoreCase("User-To-User") || name.matches("(?i)X-MS-Custom-[A-Z0-9-]+");
  }

  private static boolean isUnfit(String text) {
    return text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f);
  }
}
