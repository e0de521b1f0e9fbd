package dev.cordboard.sip.refer;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipRequest;

/// Whether more NOTIFYs will come (RFC 6665 §4.1.3).
public enum SubscriptionState {
  /// They will.
  ACTIVE,
  /// This was the last one.
  TERMINATED;

  /// What a NOTIFY says. Some peers leave it out: then there may be more. An unknown state is one
  /// of those that go on.
  public static SubscriptionState in(SipRequest notify) {
    var value = notify.value(HeaderName.SUBSCRIPTION_STATE).orElse("");
    int end = value.indexOf(';');
    var name = (end < 0 ? value : value.substring(0, end)).strip();
    return name.equalsIgnoreCase("terminated") ? TERMINATED : ACTIVE;
  }

  /// The value while the subscription lasts.
  public static String active(long seconds) {
    return "active;expires=" + seconds;
  }

  /// The value of the last NOTIFY.
  ///
  /// @param reason of RFC 6665 §4.1.3: `noresource` after the final status, `timeout` without one
  public static String terminated(String reason) {
    return "terminated;reason=" + reason;
  }
}
