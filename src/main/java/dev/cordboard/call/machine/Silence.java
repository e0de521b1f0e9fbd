package dev.cordboard.call.machine;

/// What keeps somebody from being heard, and from hearing; each may be true on its own.
///
/// @param muted by an application: not heard
/// @param held by an application: neither heard nor hearing
/// @param heldByPhone its own phone holds the call: the same
record Silence(boolean muted, boolean held, boolean heldByPhone) {
  static final Silence NONE = new Silence(false, false, false);

  boolean onHold() {
    return held || heldByPhone;
  }

  Silence muted(boolean now) {
    return new Silence(now, held, heldByPhone);
  }

  Silence held(boolean now) {
    return new Silence(muted, now, heldByPhone);
  }

  Silence heldByPhone(boolean now) {
    return new Silence(muted, held, now);
  }

  /// Without what applications asked for: whoever comes to talk to others is theirs no more.
  Silence byPhoneOnly() {
    return new Silence(false, false, heldByPhone);
  }
}
