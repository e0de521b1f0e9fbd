package dev.cordboard.sip.refer;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.Parameters;
import dev.cordboard.sip.message.SipRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/// The dialog whose place a call shall take (RFC 3891 §6.1), as the one who gets the INVITE knows
/// it.
///
/// @param toTag the tag of the one who gets the INVITE
/// @param fromTag the tag of the other side
/// @param earlyOnly whether only a dialog that is not answered yet may be replaced
public record Replaces(String callId, String toTag, String fromTag, boolean earlyOnly) {
  private static final Pattern CALL_ID = Pattern.compile("[!-~&&[^;,]]{1,512}");

  /// More than a token, because some peers write more, but nothing that could end it.
  private static final Pattern TAG = Pattern.compile("[!-~&&[^,;\"<>]]{1,256}");

  /// What a request says about it.
  public sealed interface Reading {
    /// Nothing.
    record Absent() implements Reading {}

    /// This.
    record Present(Replaces replaces) implements Reading {}

    /// Something that must be answered with 400.
    record Malformed(String reason) implements Reading {}
  }

  /// Reads a header's value; empty when it is none.
  public static Optional<Replaces> parse(String value) {
    int semicolon = value.indexOf(';');
    if (semicolon < 0) {
      return Optional.empty();
    }
    var callId = value.substring(0, semicolon).strip();
    return CALL_ID.matcher(callId).matches()
        ? Parameters.parse(value.substring(semicolon)).flatMap(all -> of(callId, all))
        : Optional.empty();
  }

  /// What stands in a request: only an INVITE may have one, only one, and no Join beside it (§3,
  /// RFC 3911 §4).
  public static Reading in(SipRequest request, boolean mayReplace) {
    var values = request.values(HeaderName.REPLACES);
    if (values.isEmpty()) {
      return new Reading.Absent();
    }
    if (!mayReplace) {
      return new Reading.Malformed("Replaces has no meaning here");
    }
    if (values.size() > 1 || request.value("Join").isPresent()) {
      return new Reading.Malformed("More than one dialog to replace or join");
    }
    return parse(values.getFirst())
        .<Reading>map(Reading.Present::new)
        .orElseGet(() -> new Reading.Malformed("Bad Replaces"));
  }

  /// The header's value.
  public String text() {
    return callId + ";to-tag=" + toTag + ";from-tag=" + fromTag + (earlyOnly ? ";early-only" : "");
  }

  private static Optional<Replaces> of(String callId, Parameters parameters) {
    var toTag = only("to-tag", parameters);
    var fromTag = only("from-tag", parameters);
    return toTag.isPresent() && fromTag.isPresent()
        ? Optional.of(
            new Replaces(callId, toTag.get(), fromTag.get(), parameters.has("early-only")))
        : Optional.empty();
  }

  /// Each tag must stand there exactly once.
  private static Optional<String> only(String name, Parameters parameters) {
    return parameters.names().stream().filter(name::equalsIgnoreCase).count() == 1
        ? parameters.get(name).filter(tag -> TAG.matcher(tag).matches())
        : Optional.empty();
  }
}
