package dev.cordboard.config;

/// Everything that can be set, in one record per area; `reference.yaml` documents each key.
public record Settings(
    ServerSettings server,
    HttpSettings http,
    SipSettings sip,
    MediaSettings media,
    CallSettings calls,
    StoreSettings store,
    SimulatorSettings simulator) {
  /// What holds when nothing is written anywhere.
  public static Settings defaults() {
    return new Settings(
        ServerSettings.defaults(),
        HttpSettings.defaults(),
        SipSettings.defaults(),
        MediaSettings.defaults(),
        CallSettings.defaults(),
        StoreSettings.defaults(),
        SimulatorSettings.defaults());
  }
}
