package dev.cordboard.http;

import java.util.Optional;
import java.util.regex.Pattern;

/// The api-version of a small API: a date, of a preview or not. Every one from 2021 on is accepted
/// (RULINGS §1.1).
public record DatedVersion(String text) {
  private static final Pattern FORM =
      Pattern.compile("20(2[1-9]|[3-9]\\d)-(0\\d|1[0-2])-[0-3]\\d(-preview)?");

  /// The Python rooms SDK asks for the second page of a list by the name of its constant,
  /// `ApiVersion.V2025_03_13` (azure-communication-rooms 1.2.0 on Python 3.11 and later).
  private static final Pattern CONSTANT =
      Pattern.compile("ApiVersion\\.V(\\d{4})_(\\d\\d)_(\\d\\d)(?:(_PREVIEW))?");

  /// The version a request names; empty when it names none, or something else.
  public static Optional<DatedVersion> of(Exchange exchange) {
    return Optional.ofNullable(exchange.query().get("api-version"))
        .map(DatedVersion::plain)
        .filter(text -> FORM.matcher(text).matches())
        .map(DatedVersion::new);
  }

  private static String plain(String text) {
    var constant = CONSTANT.matcher(text);
    return constant.matches()
        ? constant.replaceFirst("$1-$2-$3") + (constant.group(4) == null ? "" : "-preview")
        : text;
  }

  /// Whether it is of this date (`2023-10-30`) or newer; a preview has what its final version has.
  public boolean isFrom(String date) {
    return text.compareTo(date) >= 0;
  }
}
