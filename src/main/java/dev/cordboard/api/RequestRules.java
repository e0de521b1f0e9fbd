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
import java.util.LinkedHashMap;
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

  private static final String CALLER_ID = "sourceCallerIdNumber";

  /// The oldest version's transfer has this one header as a member of its own.
  private static final String USER_TO_USER = "customCallingContext.sipHeaders.User-To-User";

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
        .map(
            _ ->
                Breach.argument(
                    members.pathOf("sourceDisplayName"), "control characters are not allowed"));
  }

  /// Everybody on a list can be called, nobody twice, and phones see a caller id.
  Optional<Breach> callees(RequestMembers members, String list) {
    return distinct(members, list)
        .or(() -> callable(members, list))
        .or(() -> callerId(members, members.identifiers(list)));
  }

  /// One to be called can be, and a phone sees a caller id.
  Optional<Breach> callee(RequestMembers members, String member) {
    var callee = members.identifier(member).orElseThrow();
    return callable(callee, members.pathOf(member)).or(() -> callerId(members, List.of(callee)));
  }

  /// Nobody is on a list twice.
  static Optional<Breach> distinct(RequestMembers members, String list) {
    var seen = new HashSet<String>();
    var named = members.identifiers(list);
    for (int i = 0; i < named.size(); i++) {
      if (!seen.add(named.get(i).rawId())) {
        return Optional.of(
            Breach.argument(path(members, list, i), "the participant is named twice"));
      }
    }
    return Optional.empty();
  }

  private static Optional<Breach> callable(RequestMembers members, String list) {
    var named = members.identifiers(list);
    for (int i = 0; i < named.size(); i++) {
      var wrong = callable(named.get(i), path(members, list, i));
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static String path(RequestMembers members, String list, int index) {
    return members.pathOf(list + "[" + index + "]");
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
    return new CustomContextRules(members::pathOf).check(context(members));
  }

  /// The custom context of a request; nothing when it has none.
  static CustomContext context(RequestMembers members) {
    var sipHeaders = new LinkedHashMap<>(members.texts("customCallingContext.sipHeaders"));
    members.text(USER_TO_USER).ifPresent(text -> sipHeaders.put("User-To-User", text));
    return new CustomContext(sipHeaders, members.texts("customCallingContext.voipHeaders"));
  }

  /// A phone that is called needs a caller id, and that must be one of ours.
  Optional<Breach> callerId(RequestMembers members, List<CommunicationIdentifier> callees) {
    var at = members.pathOf(CALLER_ID);
    var callerId = members.phoneNumber(CALLER_ID);
    if (callerId.isEmpty()) {
      return callees.stream().anyMatch(PhoneNumber.class::isInstance)
          ? Optional.of(Breach.argument(at, "it is required when a phone number is called"))
          : Optional.empty();
    }
    return foreignCallerId(members);
  }

  /// A caller id that an application may not show.
  Optional<Breach> foreignCallerId(RequestMembers members) {
    return members
        .phoneNumber(CALLER_ID)
        .filter(number -> !mayShow.test(number))
        .map(
            _ ->
                Breach.argument(
                    members.pathOf(CALLER_ID), "the number does not belong to this server"));
  }
}
