package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.transaction.Hop;
import java.util.function.Consumer;

/// Finds the way to a next hop.
public interface Router {
  /// The way to this URI: at once, or later on the SIP loop when a name must be looked up first.
  ///
  /// @param lastSeen where the other side's latest message came from: the better way when the URI
  ///   names an address that only its own network can reach
  void toward(SipUri next, Hop lastSeen, Consumer<Hop> found);

  /// Our Contact for messages that go this way.
  SipUri contact(Hop hop);
}
