package dev.cordboard.sdp;

import java.util.Locale;

/// Which way media flows, seen from the side that wrote the description (RFC 8866 §6.7).
public enum Direction {
  SENDRECV,
  SENDONLY,
  RECVONLY,
  INACTIVE;

  /// The direction that sends and receives just so.
  public static Direction of(boolean sends, boolean receives) {
    if (sends) {
      return receives ? SENDRECV : SENDONLY;
    }
    return receives ? RECVONLY : INACTIVE;
  }

  /// Whether the writer sends.
  public boolean sends() {
    return this == SENDRECV || this == SENDONLY;
  }

  /// Whether the writer receives.
  public boolean receives() {
    return this == SENDRECV || this == RECVONLY;
  }

  /// The same flow seen from the other side.
  public Direction reversed() {
    return of(receives(), sends());
  }

  /// What is left when both sides have their say.
  public Direction and(Direction other) {
    return of(sends() && other.sends(), receives() && other.receives());
  }

  /// The attribute's name.
  public String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }
}
