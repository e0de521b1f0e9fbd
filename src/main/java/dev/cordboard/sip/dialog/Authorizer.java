package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.Header;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.SipUri;
import java.util.Optional;

/// Answers the challenges of one trunk with our account there, and nobody else's: a leg without an
/// authorizer answers none, so that no caller can have our password's digest (RFC 3261 §22).
public interface Authorizer {
  /// The header that answers this 401 or 407 for a request; empty when it is not to be answered.
  Optional<Header> answer(SipMethod method, SipUri uri, SipResponse challenge);

  /// Answers nothing.
  static Authorizer none() {
    return (method, uri, challenge) -> Optional.empty();
  }
}
