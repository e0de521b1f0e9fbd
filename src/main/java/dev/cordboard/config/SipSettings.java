package dev.cordboard.config;

import java.util.HashSet;
import java.util.List;

/// Everything about SIP that can be set.
///
/// @param silence whether strangers (no trunk, no user) get no answer at all instead of a 403
/// @param trunks the peers that carry phone numbers
/// @param routes where incoming calls go that no owned number takes, in order
public record SipSettings(
    SipLimits limits,
    SipTransportSettings transport,
    TransactionSettings transactions,
    DialogSettings dialogs,
    DigestSettings digest,
    RegistrarSettings registrar,
    boolean silence,
    List<TrunkSettings> trunks,
    List<RouteSettings> routes) {
  public SipSettings {
    trunks = List.copyOf(trunks);
    routes = List.copyOf(routes);
    var names = new HashSet<String>();
    for (var trunk : trunks) {
      if (!names.add(trunk.name())) {
        throw new IllegalArgumentException("sip.trunks: two are called " + trunk.name());
      }
    }
  }

  /// A server on loopback, port 5060, without trunks.
  public static SipSettings defaults() {
    return new SipSettings(
        SipLimits.defaults(),
        SipTransportSettings.defaults(),
        TransactionSettings.defaults(),
        DialogSettings.defaults(),
        DigestSettings.defaults(),
        RegistrarSettings.defaults(),
        false,
        List.of(),
        List.of());
  }

  /// The same with these trunks.
  public SipSettings withTrunks(List<TrunkSettings> others) {
    return new SipSettings(
        limits, transport, transactions, dialogs, digest, registrar, silence, others, routes);
  }

  /// The same with these sockets.
  public SipSettings withTransport(SipTransportSettings other) {
    return new SipSettings(
        limits, other, transactions, dialogs, digest, registrar, silence, trunks, routes);
  }

  /// The same with these dialogs.
  public SipSettings withDialogs(DialogSettings other) {
    return new SipSettings(
        limits, transport, transactions, other, digest, registrar, silence, trunks, routes);
  }

  /// The same with this registrar.
  public SipSettings withRegistrar(RegistrarSettings other) {
    return new SipSettings(
        limits, transport, transactions, dialogs, digest, other, silence, trunks, routes);
  }

  /// The same with these transaction timers.
  public SipSettings withTransactions(TransactionSettings other) {
    return new SipSettings(
        limits, transport, other, dialogs, digest, registrar, silence, trunks, routes);
  }
}
