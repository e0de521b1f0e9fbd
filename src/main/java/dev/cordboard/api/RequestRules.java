package dev.cordboard.api;

import dev.cordboard.call.CustomContext;
import dev.cordboard.dialect.RequestMembers;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identifier.CommunicationIdentifier.MicrosoftTeamsApp;
import dev.cordboard.identifier.CommunicationIdentifier.MicrosoftTeamsUser;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.identifier.CommunicationIdentifier.TeamsExtensionUser;
import dev.cordboard.identifier.CommunicationIdentifier.Unknown;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What a request must fulfil beyond the types of its members. Each rule gives the first thing that
/// breaks it.
final class RequestRules {
  /// Deliberately loose after the host: applications send callback URIs with unescaped `:`, `+` or
  /// a raw id in the query, and get them back byte for byte.
  private static final Pattern CALLBACK_URI =
      Pattern.compile("(?i)\\s*https?://[^/?#\\s\\p{Cntrl}]+([/?#][^\\s\\p{Cntrl}]*)?\\s*");

  private final Predicate<PhoneNumber> mayShow;

  /// @param mayShow whether an application may show this number as caller
  RequestRules(Predicate<PhoneNumber> mayShow) {
    this.mayShow = mayShow;
  }

  /// A URI that events can be posted to.
  static Optional<Breach> callback(RequestMembers members, String member) {
    return members
        .text(member)
        .filter(uri -> !CALLBACK_URI.matcher(uri).matches())
        .map(_ -> Breach.argument(member, "expected an absolute http or https URI"));
  }

  /// Options of actions that are not built: refused by name rather than ignored.
  static Optional<Breach> unbuilt(RequestMembers members, List<String> names) {
    return names.stream().filter(members.names()::contains).findFirst().map(Breach.Unbuilt::new);
  }

  /// A text that will stand in a SIP header field.
  static Optional<Breach> displayName(RequestMembers members) {
    return members
        .text("sourceDisplayName")
        .filter(name -> name.chars().anyMatch(Character::isISOControl))
        .map(_ -> Breach.argument("sourceDisplayName", "control characters are not allowed"));
  }

  /// Everybody to be called can be called, nobody twice, and phones see a caller id.
  Optional<Breach> callees(
      List<CommunicationIdentifier> callees, String member, RequestMembers members) {
    var seen = new HashSet<String>();
    for (int i = 0; i < callees.size(); i++) {
      var at = callees.size() == 1 && !member.equals("targets") ? member : member + "[" + i + "]";
      if (!seen.add(callees.get(i).rawId())) {
        return Optional.of(Breach.argument(at, "the participant is named twice"));
      }
      var wrong = callable(callees.get(i), at);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return callerId(callees, members);
  }

  /// Whether somebody has a route at all (RULINGS §1.7).
  static Optional<Breach> callable(CommunicationIdentifier callee, String member) {
    return switch (callee) {
      case CommunicationUser _ -> Optional.empty();
      case PhoneNumber number ->
          number.equals(PhoneNumber.ANONYMOUS)
              ? Optional.of(Breach.argument(member, "an anonymous caller cannot be called"))
              : Optional.empty();
      case MicrosoftTeamsUser _, MicrosoftTeamsApp _, TeamsExtensionUser _ ->
          Optional.of(Breach.argument(member, "Microsoft Teams identities cannot be called"));
      case Unknown _ ->
          Optional.of(Breach.argument(member, "an identifier of unknown kind cannot be called"));
    };
  }

  /// The custom context, where the version's request has one.
  static Optional<Breach> customContext(RequestMembers members) {
    return CustomContextRules.check(context(members));
  }

  /// The custom context of a request; nothing when it has none.
  static CustomContext context(RequestMembers members) {
    return new CustomContext(
        members.texts("customCallingContext.sipHeaders"),
        members.texts("customCallingContext.voipHeaders"));
  }

  private Optional<Breach> callerId(List<CommunicationIdentifier> callees, RequestMembers members) {
    var callerId = members.phoneNumber("sourceCallerIdNumber");
    if (callerId.isEmpty()) {
      return callees.stream().anyMatch(PhoneNumber.class::isInstance)
          ? Optional.of(
              Breach.argument(
                  "sourceCallerIdNumber", "it is required when a phone number is called"))
          : Optional.empty();
    }
    return mayShow.test(callerId.get())
        ? Optional.empty()
        : Optional.of(
            Breach.argument("sourceCallerIdNumber", "the number does not belong to this server"));
  }
}
