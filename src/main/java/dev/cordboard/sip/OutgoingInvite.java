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
/// @param hops how often it may be passed on, Max-Forwards: what is left to the call that led to
///   it, so that a loop through other servers ends
public record OutgoingInvite(
    Destination to,
    ShownCaller from,
    Map<String, String> headers,
    Optional<SessionDescription> offer,
    int hops) {
  /// What a call that nobody else has led to may take (RFC 3261 §8.1.1.6).
  public static final int MOST_HOPS = 70;

  public OutgoingInvite {
    headers = Map.copyOf(headers);
    headers.forEach(HeaderRules::check);
    if (hops < 0 || hops > 255) {
      throw new IllegalArgumentException("not a number of hops: " + hops);
    }
  }

  /// A call that nobody else has led to.
  public OutgoingInvite(
      Destination to,
      ShownCaller from,
      Map<String, String> headers,
      Optional<SessionDescription> offer) {
    this(to, from, headers, offer, MOST_HOPS);
  }

  /// The same, to be passed on at most so often: see [SipLeg#hopsLeft].
  public OutgoingInvite withHops(int left) {
    return new OutgoingInvite(to, from, headers, offer, left);
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
