package dev.cordboard.sip.refer;

import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.Parameters;
import dev.cordboard.sip.message.SipUri;
import java.util.Map;

/// What we ask the other side of a leg to do: to call somebody in our place.
///
/// @param uri whom, a SIP or tel URI without headers
/// @param referredBy who transfers, a SIP URI (RFC 3892); empty: not told
/// @param headers `User-To-User` and `X-…`, for the new call: they travel in the URI of the
///   Refer-To (RFC 7433 §4.2)
public record ReferOrder(String uri, String referredBy, Map<String, String> headers) {
  public ReferOrder {
    headers = Map.copyOf(headers);
    if (!read(uri).headers().isEmpty()) {
      throw new IllegalArgumentException("headers in the URI of a REFER");
    }
    if (!referredBy.isEmpty()) {
      read(referredBy);
    }
  }

  /// To this URI, with nothing else said.
  public static ReferOrder to(String uri) {
    return new ReferOrder(uri, "", Map.of());
  }

  /// The value of Refer-To.
  public String referTo() {
    var to = read(uri);
    var all = UriHeaders.text(headers);
    Parameters parameters = to.parameters();
    var whole = new SipUri(to.scheme(), to.user(), to.host(), to.port(), parameters, all);
    return NameAddr.of(whole).text();
  }

  /// The value of Referred-By; empty: no header.
  public String referredByValue() {
    return referredBy.isEmpty() ? "" : NameAddr.of(read(referredBy)).text();
  }

  private static SipUri read(String uri) {
    return SipUri.parse(uri)
        .orElseThrow(() -> new IllegalArgumentException("not a SIP URI in a REFER"));
  }
}
