package dev.cordboard.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A SIP peer that carries phone numbers.
///
/// @param name what routes call it; unique
/// @param from where its calls come from: IP addresses, each with `:port` when only that port is
///   the trunk's (`203.0.113.7`, `127.0.0.1:5091`, `[2001:db8::1]:5060`)
/// @param to where calls to it go, a SIP URI: `sip:203.0.113.7:5060;transport=tcp`; empty: it only
///   brings calls
/// @param countryCode put before numbers that come without `+`, for example `1`; empty: numbers
///   stay as they are
/// @param advertise our address as this trunk sees it; empty: the server's
/// @param account with which we authenticate to it, and register when it wants that
/// @param refer whether we may transfer its calls by REFER, when its far end allows that
/// @param acceptsRefer whether it may transfer calls itself: by REFER, and by an INVITE that
///   replaces another leg
public record TrunkSettings(
    String name,
    List<String> from,
    Optional<String> to,
    Optional<String> countryCode,
    Optional<String> advertise,
    Optional<TrunkAccountSettings> account,
    boolean refer,
    boolean acceptsRefer) {
  public TrunkSettings {
    from = List.copyOf(from);
    require(name.matches("[A-Za-z0-9._-]+"), "sip.trunks: not a name: " + name);
    require(
        to.isEmpty() || to.get().matches("sip:[^\\s<>\"]+"),
        "sip.trunks." + name + ".to must be a SIP URI");
    require(
        countryCode.isEmpty() || countryCode.get().matches("[1-9][0-9]{0,3}"),
        "sip.trunks." + name + ".country-code must be digits");
    require(
        account.isEmpty() || to.isPresent(),
        "sip.trunks." + name + ".account needs a `to` to go with it");
  }

  /// A trunk that has nothing to do with REFER.
  public TrunkSettings(
      String name,
      List<String> from,
      Optional<String> to,
      Optional<String> countryCode,
      Optional<String> advertise,
      Optional<TrunkAccountSettings> account) {
    this(name, from, to, countryCode, advertise, account, false, false);
  }

  /// What may be left out.
  static Map<String, Object> omitted() {
    return Map.of("refer", false, "acceptsRefer", false);
  }

  /// A trunk known by one address, which takes calls there too.
  public static TrunkSettings of(String name, String address) {
    return new TrunkSettings(
        name,
        List.of(address),
        Optional.of("sip:" + address),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// The same with this said about REFER.
  public TrunkSettings withRefer(boolean sends, boolean accepts) {
    return new TrunkSettings(name, from, to, countryCode, advertise, account, sends, accepts);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
