package dev.cordboard.sip.transport;

import dev.cordboard.sip.message.Parsed;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;

/// Who gets the messages. Called on the SIP loop only.
public interface SipReceiver {
  /// A sound request; its top Via has `received` and `rport` by now.
  void received(SipRequest request, Flow flow);

  /// A sound response.
  void received(SipResponse response, Flow flow);

  /// The message could not be handed to the network, or its connection broke before: RFC 3261 §18.4
  /// has its transaction fail at once. Never tells that it did arrive.
  void undelivered(Outgoing outgoing);

  /// A connection is gone; nothing comes by this flow any more.
  default void closed(Flow flow) {}

  /// Whether a request that could not be read is answered. Somebody whom we would not answer anyway
  /// learns nothing here either.
  default boolean answers(Parsed.Malformed malformed, Flow flow) {
    return true;
  }
}
