package dev.cordboard.sip;

import dev.cordboard.config.TrunkSettings;
import dev.cordboard.sip.dialog.Authorizer;
import dev.cordboard.sip.dialog.PeerRights;
import dev.cordboard.sip.message.SipUri;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A trunk at work: its settings read, its account ready.
final class Trunk {
  private final TrunkSettings settings;
  private final List<Source> sources = new ArrayList<>();
  private final Set<InetSocketAddress> registrars = new HashSet<>();
  private final Optional<SipUri> to;
  private final Authorizer authorizer;

  /// Where its calls come from; port 0 stands for any.
  private record Source(InetSocketAddress address) {
    boolean is(InetSocketAddress other, boolean exactly) {
      boolean any = address.getPort() == 0;
      return any != exactly
          && address.getAddress().equals(other.getAddress())
          && (any || address.getPort() == other.getPort());
    }
  }

  Trunk(TrunkSettings settings, Authorizer authorizer) {
    this.settings = settings;
    this.authorizer = authorizer;
    this.to = settings.to().map(uri -> read(settings.name(), uri));
    settings.from().forEach(text -> sources.add(source(settings.name(), text)));
  }

  String name() {
    return settings.name();
  }

  TrunkSettings settings() {
    return settings;
  }

  Optional<SipUri> to() {
    return to;
  }

  Authorizer authorizer() {
    return authorizer;
  }

  PeerRights rights() {
    return new PeerRights(authorizer, settings.acceptsRefer());
  }

  Optional<String> advertise() {
    return settings.advertise();
  }

  /// Where it registered us: calls come from there too.
  void registeredAt(InetSocketAddress registrar) {
    registrars.add(registrar);
  }

  /// Whether calls from this address are its own.
  ///
  /// @param exactly whether only sources that name a port count
  boolean sends(InetSocketAddress source, boolean exactly) {
    return sources.stream().anyMatch(each -> each.is(source, exactly))
        || (exactly && registrars.contains(source));
  }

  /// A number as this trunk writes it, in E.164 form as far as the country code is known.
  String international(String digits) {
    return digits.startsWith("+")
        ? digits
        : settings.countryCode().map(code -> "+" + code + digits).orElse(digits);
  }

  /// The Request-URI of a call to this user part; empty when it only brings calls.
  Optional<SipUri> target(String user) {
    return to.map(
        uri -> {
          var target = SipUri.of(user, uri.host(), uri.port());
          return user.startsWith("+") ? target.with("user", "phone") : target;
        });
  }

  private static SipUri read(String name, String uri) {
    return SipUri.parse(uri)
        .orElseThrow(
            () ->
                new IllegalArgumentException("sip.trunks." + name + ".to: not a SIP URI: " + uri));
  }

  private static Source source(String name, String text) {
    var uri = SipUri.parse("sip:" + bracketed(text));
    var address = uri.flatMap(read -> Hops.literal(read.hostName()));
    if (uri.isEmpty() || address.isEmpty()) {
      throw new IllegalArgumentException(
          "sip.trunks." + name + ".from: not an IP address, with or without port: " + text);
    }
    return new Source(new InetSocketAddress(address.get(), Math.max(0, uri.get().port())));
  }

  /// An IPv6 address without brackets has several colons and no port.
  private static String bracketed(String text) {
    return text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[")
        ? "[" + text + "]"
        : text;
  }
}
