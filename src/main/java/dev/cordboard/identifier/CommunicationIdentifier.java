package dev.cordboard.identifier;

import java.util.regex.Pattern;

/// Somebody who can take part in a call, named as the service names them. Equality is by raw id.
public sealed interface CommunicationIdentifier {
  /// The one-string form, for example `8:acs:<resource>_<user>` or `4:+18005550100`.
  String rawId();

  /// A user of a communication resource: `8:acs:<resource>_<user>`.
  record CommunicationUser(String rawId) implements CommunicationIdentifier {
    /// The part after `8:acs:`: how the user registers (RULINGS: issueSipPassword's `username`).
    public String userPart() {
      return rawId.startsWith(ACS) ? rawId.substring(ACS.length()) : rawId;
    }
  }

  /// A phone number; `value` is E.164 (`+18005550100`), bare digits, or `anonymous`.
  record PhoneNumber(String value) implements CommunicationIdentifier {
    /// The caller who hides their number.
    public static final PhoneNumber ANONYMOUS = new PhoneNumber("anonymous");

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{1,14}");

    @Override
    public String rawId() {
      return "4:" + value;
    }

    /// Whether the value is a subscriber number in E.164 form.
    public boolean isE164() {
      return E164.matcher(value).matches();
    }

    /// Redacted for logs: the last four digits only.
    @Override
    public String toString() {
      return "PhoneNumber[…" + value.substring(Math.max(0, value.length() - 4)) + "]";
    }
  }

  /// A Microsoft Teams user; `cloud` is `public`, `dod` or `gcch`.
  record MicrosoftTeamsUser(String rawId, String userId, boolean isAnonymous, String cloud)
      implements CommunicationIdentifier {}

  /// A Microsoft Teams application; `cloud` is `public`, `dod` or `gcch`.
  record MicrosoftTeamsApp(String rawId, String appId, String cloud)
      implements CommunicationIdentifier {}

  /// A Teams user reached through a communication resource; `cloud` is `public`, `dod` or `gcch`.
  record TeamsExtensionUser(
      String rawId, String userId, String tenantId, String resourceId, String cloud)
      implements CommunicationIdentifier {}

  /// Anybody else, for example a SIP URI.
  record Unknown(String rawId) implements CommunicationIdentifier {}

  /// The prefix of a communication user's raw id.
  String ACS = "8:acs:";

  /// The identifier that a raw id names; never fails: what no rule knows is [Unknown].
  static CommunicationIdentifier fromRawId(String rawId) {
    return RawIds.parse(rawId);
  }
}
