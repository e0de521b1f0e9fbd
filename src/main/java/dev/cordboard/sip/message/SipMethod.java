package dev.cordboard.sip.message;

import java.util.List;

/// A request method: an open set, because RFC 3261 lets anybody invent one. Case matters.
public record SipMethod(String name) {
  public static final SipMethod INVITE = new SipMethod("INVITE");
  public static final SipMethod ACK = new SipMethod("ACK");
  public static final SipMethod BYE = new SipMethod("BYE");
  public static final SipMethod CANCEL = new SipMethod("CANCEL");
  public static final SipMethod OPTIONS = new SipMethod("OPTIONS");
  public static final SipMethod REGISTER = new SipMethod("REGISTER");
  public static final SipMethod PRACK = new SipMethod("PRACK");
  public static final SipMethod UPDATE = new SipMethod("UPDATE");
  public static final SipMethod INFO = new SipMethod("INFO");
  public static final SipMethod REFER = new SipMethod("REFER");
  public static final SipMethod NOTIFY = new SipMethod("NOTIFY");
  public static final SipMethod SUBSCRIBE = new SipMethod("SUBSCRIBE");
  public static final SipMethod MESSAGE = new SipMethod("MESSAGE");
  public static final SipMethod PUBLISH = new SipMethod("PUBLISH");

  private static final List<SipMethod> KNOWN =
      List.of(
          INVITE, ACK, BYE, CANCEL, OPTIONS, REGISTER, PRACK, UPDATE, INFO, REFER, NOTIFY,
          SUBSCRIBE, MESSAGE, PUBLISH);

  public SipMethod {
    if (!Chars.isToken(name)) {
      throw new IllegalArgumentException("not a SIP method");
    }
  }

  /// The shared constant when the bytes spell a well-known method, else a new value.
  static SipMethod of(byte[] bytes, int start, int end) {
    for (int i = 0; i < KNOWN.size(); i++) {
      var known = KNOWN.get(i);
      if (Chars.equal(known.name, bytes, start, end)) {
        return known;
      }
    }
    return new SipMethod(Chars.text(bytes, start, end));
  }

  @Override
  public String toString() {
    return name;
  }
}
