package dev.cordboard.sip;

/// Who takes the calls that reach this server; `engine` does.
public interface IncomingCalls {
  /// A call whose caller is trusted or authenticated; 100 Trying is seen to. Called on the SIP
  /// loop: never block in here. A listener must be returned even when the leg was refused at once.
  SipLegListener incoming(IncomingLeg incoming);
}
