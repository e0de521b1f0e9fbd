package dev.cordboard.config;

/// Everything that can be set, in one record per area; `reference.yaml` documents each key.
public record Settings(
    ServerSettings server,
    IdentitySettings identity,
    RoomSettings rooms,
    HttpSettings http,
    SipSettings sip,
    MediaSettings media,
    CallSettings calls,
    EventSettings event,
    StoreSettings store,
    SimulatorSettings simulator) {
  /// What holds when nothing is written anywhere. SIP and media follow `server.host` unless they
  /// are told an address of their own.
  public static Settings defaults() {
    return new Settings(
        ServerSettings.defaults(),
        IdentitySettings.defaults(),
        RoomSettings.defaults(),
        HttpSettings.defaults(),
        SipSettings.defaults().withTransport(SipTransportSettings.defaults().bound("", 5060)),
        MediaSettings.defaults().on(""),
        CallSettings.defaults(),
        EventSettings.defaults(),
        StoreSettings.defaults(),
        SimulatorSettings.defaults());
  }

  /// SIP with its address filled in.
  public SipSettings boundSip() {
    return sip.withTransport(sip.transport().at(server.host(), server.advertise()));
  }

  /// Media with its address filled in.
  public MediaSettings boundMedia() {
    return media.host().isEmpty() ? media.on(server.host()) : media;
  }
}
