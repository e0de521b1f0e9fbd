package dev.cordboard.sip;

import dev.cordboard.sdp.SessionDescription;
import java.util.Map;
import java.util.Optional;

/// A call to be placed.
///
/// @param to where it goes
/// @param from who is shown as calling
/// @param headers `User-To-User` and `X-MS-Custom-*`; names and values that could smuggle another
///   header are refused with an [IllegalArgumentException]
/// @param offer our session; empty leaves the offer to the other side's 200
public record OutgoingInvite(
    Destination to,
    ShownCaller from,
    Map<String, String> headers,
    Optional<SessionDescription> offer) {
  public OutgoingInvite {
    headers = Map.copyOf(headers);
    headers.forEach(HeaderRules::check);
  }

  /// Who is shown as calling.
  ///
  /// @param user the user part of From and P-Asserted-Identity: a number or a user name; empty:
  ///   anonymous
  /// @param displayName may be empty
  public record ShownCaller(String user, String displayName) {
    /// A withheld caller.
    public static final ShownCaller ANONYMOUS = new ShownCaller("", "");

    public ShownCaller {
      HeaderRules.checkText(user);
      HeaderRules.checkText(displayName);
    }
  }
}
