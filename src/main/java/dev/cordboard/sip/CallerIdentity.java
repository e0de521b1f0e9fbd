package dev.cordboard.sip;

/// Who is calling: P-Asserted-Identity from a trusted trunk, else From.
///
/// @param name who it is
/// @param displayName may be empty
public record CallerIdentity(Name name, String displayName) {
  /// The name of a caller.
  public sealed interface Name {
    /// A telephone number: `+` and digits, or digits alone when the trunk has no country code.
    record Telephone(String digits) implements Name {}

    /// A user who proved a SIP password.
    record Account(String account) implements Name {}

    /// No name, or a withheld one.
    record Anonymous() implements Name {}

    /// Anything else, as a SIP URI.
    record Uri(String uri) implements Name {}
  }
}
