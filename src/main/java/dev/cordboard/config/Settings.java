package dev.cordboard.config;

/// Everything that can be set, in one record per area; `reference.yaml` documents each key.
public record Settings(ServerSettings server) {
  /// What holds when nothing is written anywhere.
  public static Settings defaults() {
    return new Settings(ServerSettings.defaults());
  }
}
