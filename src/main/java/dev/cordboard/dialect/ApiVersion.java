package dev.cordboard.dialect;

import java.util.Arrays;
import java.util.Optional;

/// The api-versions of the service in the order of their dates: one column each in the tables.
public enum ApiVersion {
  V2022_04_07_PREVIEW("2022-04-07-preview"),
  V2023_01_15_PREVIEW("2023-01-15-preview"),
  V2023_03_06("2023-03-06"),
  V2023_06_15_PREVIEW("2023-06-15-preview"),
  V2023_10_03_PREVIEW("2023-10-03-preview"),
  V2023_10_15("2023-10-15"),
  V2024_01_22_PREVIEW("2024-01-22-preview"),
  V2024_04_15("2024-04-15"),
  V2024_06_15_PREVIEW("2024-06-15-preview"),
  V2024_09_01_PREVIEW("2024-09-01-preview"),
  V2024_09_15("2024-09-15"),
  V2024_11_15_PREVIEW("2024-11-15-preview"),
  V2025_03_30_PREVIEW("2025-03-30-preview"),
  V2025_05_15("2025-05-15"),
  V2025_06_15("2025-06-15"),
  V2025_08_15_PREVIEW("2025-08-15-preview"),
  V2026_03_12("2026-03-12");

  private final String text;

  ApiVersion(String text) {
    this.text = text;
  }

  /// As clients write it, for example `2024-09-01-preview`.
  public String text() {
    return text;
  }

  /// The head of the version's column, for example `24-09p`.
  String column() {
    return text.substring(2, 7) + (text.endsWith("preview") ? "p" : "");
  }

  /// The version that a client names, if there is such a one; case is not minded.
  static Optional<ApiVersion> of(String text) {
    return Arrays.stream(values()).filter(each -> each.text.equalsIgnoreCase(text)).findFirst();
  }
}
