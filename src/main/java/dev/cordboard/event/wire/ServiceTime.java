package dev.cordboard.event.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/// Times as the service writes them: up to seven fractional digits, trailing zeros cut.
public final class ServiceTime {
  private static final DateTimeFormatter SECONDS =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 7, true)
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private ServiceTime() {}

  /// With `+00:00`, as in callbacks.
  public static String withOffset(Instant at) {
    return SECONDS.format(at) + "+00:00";
  }

  /// With `Z`, as in Event Grid events.
  public static String withZulu(Instant at) {
    return SECONDS.format(at) + "Z";
  }
}
