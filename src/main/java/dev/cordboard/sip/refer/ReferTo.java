package dev.cordboard.sip.refer;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.Parameters;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.refer.UriHeaders.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whom a REFER wants called (RFC 3515 §2.1).
///
/// @param user the user part of the URI, unescaped; may be empty
/// @param uri the URI without its headers
/// @param replaces the dialog whose place the call shall take: an attended transfer (RFC 5589 §7)
/// @param headers `User-To-User` and `X-MS-Custom-*` of the URI and of the REFER itself
public record ReferTo(
    String user, String uri, Optional<Replaces> replaces, Map<String, String> headers) {
  private static final Pattern FOREIGN =
      Pattern.compile("(?i)(?:[^<]*<)?\\s*(?!sips?:|tel:)[a-z][a-z0-9+.-]*:.*");

  public ReferTo {
    headers = Map.copyOf(headers);
  }

  /// What a REFER says.
  public sealed interface Reading {
    /// This.
    record Good(ReferTo target) implements Reading {}

    /// Something that must be refused.
    record Refused(int status, String reason) implements Reading {}
  }

  /// Reads a REFER. Exactly one address (§2.4.2), whose headers may name a dialog to replace; the
  /// call can only be an INVITE.
  public static Reading in(SipRequest refer) {
    var values = refer.values(HeaderName.REFER_TO);
    if (values.size() != 1) {
      return new Reading.Refused(400, "Exactly one Refer-To is needed");
    }
    var address = NameAddr.parse(values.getFirst());
    if (address.isEmpty()) {
      return FOREIGN.matcher(values.getFirst()).matches()
          ? new Reading.Refused(416, "Unsupported URI Scheme")
          : new Reading.Refused(400, "Bad Refer-To");
    }
    var uri = address.get().uri();
    if (!uri.parameters().get("method").orElse("INVITE").equalsIgnoreCase("INVITE")) {
      return new Reading.Refused(403, "Only calls can be referred to");
    }
    return UriHeaders.read(uri.headers())
        .map(fields -> read(refer, uri, fields))
        .orElseGet(() -> new Reading.Refused(400, "Bad headers in Refer-To"));
  }

  /// Who transfers, as the REFER tells (RFC 3892); a field that cannot be read says nothing.
  public static Optional<String> referredBy(SipRequest refer) {
    return refer.addresses(HeaderName.REFERRED_BY).stream()
        .findFirst()
        .map(address -> bare(address.uri()).text());
  }

  private static Reading read(SipRequest refer, SipUri uri, List<Field> fields) {
    var wanted = fields.stream().filter(field -> field.is(HeaderName.REPLACES.text())).toList();
    var replaces = wanted.stream().findFirst().flatMap(field -> Replaces.parse(field.value()));
    if (wanted.size() > 1 || replaces.isPresent() == wanted.isEmpty()) {
      return new Reading.Refused(400, "Bad Replaces in Refer-To");
    }
    var headers = new LinkedHashMap<String, String>();
    fields.stream()
        .filter(field -> CustomHeaders.isCustom(field.name()))
        .forEach(field -> headers.putIfAbsent(field.name(), field.value()));
    CustomHeaders.of(refer).forEach(headers::putIfAbsent);
    return new Reading.Good(new ReferTo(uri.userName(), bare(uri).text(), replaces, headers));
  }

  private static SipUri bare(SipUri uri) {
    Parameters parameters = uri.parameters().without("method");
    return new SipUri(uri.scheme(), uri.user(), uri.host(), uri.port(), parameters, "");
  }
}
