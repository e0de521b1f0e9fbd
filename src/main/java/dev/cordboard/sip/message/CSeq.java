package dev.cordboard.sip.message;

/// The place of a request in its dialog.
///
/// @param number 0 to 2^31 - 1 (RFC 3261 §8.1.1.5)
public record CSeq(long number, SipMethod method) {
  /// The largest number that the RFC allows.
  public static final long MAX = 0x7fff_ffffL;

  public CSeq {
    if (number < 0 || number > MAX) {
      throw new IllegalArgumentException("CSeq out of range");
    }
  }

  /// The value as it goes on the wire.
  public String text() {
    return number + " " + method.name();
  }

  static CSeq read(FieldReader in) {
    in.skipSpace();
    long number = in.number(MAX);
    if (!in.skipSpace()) {
      in.fail("no method in CSeq");
    }
    var method = in.method();
    in.expectEnd();
    return new CSeq(number, method);
  }
}
