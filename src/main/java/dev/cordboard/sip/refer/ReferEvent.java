package dev.cordboard.sip.refer;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.Parameters;
import dev.cordboard.sip.message.SipRequest;
import java.util.Optional;

/// The Event of a NOTIFY that tells about a REFER (RFC 3515 §2.4.6).
///
/// @param id the CSeq number of that REFER, as it was written; empty: the first one of the dialog
public record ReferEvent(String id) {
  private static final String PACKAGE = "refer";

  /// The event of the REFER with this CSeq number.
  ///
  /// @param first whether it is the first one of its dialog: old phones stumble over an id that
  ///   they need not be told
  public static ReferEvent of(long sequence, boolean first) {
    return new ReferEvent(first ? "" : Long.toString(sequence));
  }

  /// What a NOTIFY is about; empty when it is not about a REFER.
  public static Optional<ReferEvent> in(SipRequest notify) {
    var value = notify.value(HeaderName.EVENT).orElse("");
    int end = value.indexOf(';');
    var name = (end < 0 ? value : value.substring(0, end)).strip();
    if (!name.equalsIgnoreCase(PACKAGE)) {
      return Optional.empty();
    }
    var parameters =
        end < 0 ? Optional.of(Parameters.NONE) : Parameters.parse(value.substring(end));
    return parameters.map(all -> new ReferEvent(all.get("id").orElse("")));
  }

  /// The header's value.
  public String text() {
    return id.isEmpty() ? PACKAGE : PACKAGE + ";id=" + id;
  }
}
