package dev.cordboard.sip;

import dev.cordboard.sdp.SessionDescription;
import java.util.Map;
import java.util.Optional;

/// A call that has reached this server, its caller already checked.
///
/// @param leg to ring, answer or refuse
/// @param dialled what was dialled
/// @param caller who is calling
/// @param origin how the call came in, and why it is trusted
/// @param headers `User-To-User` and `X-MS-Custom-*`, names as they were written
/// @param offer empty: the INVITE had none, and the 200 carries our offer
public record IncomingLeg(
    SipLeg leg,
    Dialled dialled,
    CallerIdentity caller,
    Origin origin,
    Map<String, String> headers,
    Optional<SessionDescription> offer) {
  public IncomingLeg {
    headers = Map.copyOf(headers);
  }

  /// The leg whose place this one shall take (RFC 3891), as [UserAgent#invite] or an earlier call
  /// has given it. It stays until somebody hangs it up.
  public Optional<SipLeg> replaces() {
    return dialled.replaces();
  }

  /// What a caller dialled.
  ///
  /// @param user the user part of the Request-URI, unescaped; may be empty
  /// @param uri the Request-URI
  /// @param replaces the leg to replace, whatever the Request-URI says
  public record Dialled(String user, String uri, Optional<SipLeg> replaces) {
    /// A new call.
    public Dialled(String user, String uri) {
      this(user, uri, Optional.empty());
    }
  }
}
