package dev.cordboard.call;

import java.time.Duration;
import java.util.List;

/// How somebody can be reached, looked up by `engine` before the input that names them, so that a
/// replay sees what the first run saw.
public sealed interface Reach {
  /// Rings devices, and applications through IncomingCall; the first to answer wins.
  ///
  /// @param devices each a leg of its own, at most the configured number of branches
  /// @param incomingCall whether a subscription may take IncomingCall for them
  /// @param ringLimit how long it may ring when the request names no limit
  record Ring(List<Device> devices, boolean incomingCall, Duration ringLimit) implements Reach {
    public Ring {
      devices = List.copyOf(devices);
    }
  }

  /// Cannot be reached: no route (403/511532), or neither contact nor subscriber (480/10037).
  record Nowhere(CallResult result) implements Reach {}

  /// One place to send an INVITE to.
  ///
  /// @param leg the leg it will be
  /// @param uri the Request-URI
  /// @param trunk the name of the trunk it goes through; empty for a registered contact
  /// @param phone whether its outcomes count as a phone's (560000 + n) rather than a user's
  record Device(LegId leg, String uri, String trunk, boolean phone) {}
}
