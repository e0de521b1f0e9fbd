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

  /// What a caller dialled: the Request-URI and its user part, unescaped (may be empty).
  public record Dialled(String user, String uri) {}
}
