package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMessage;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A session interval (RFC 4028) and who keeps the session alive.
///
/// @param seconds after which an unrefreshed session is over
/// @param refresher `uac` or `uas`: a side of the transaction that agreed on it; empty: not told
record SessionInterval(long seconds, String refresher) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9})\\s*(?:;\\s*(.*))?", Pattern.CASE_INSENSITIVE);
  private static final Pattern REFRESHER =
      Pattern.compile("(?i)(?:.*;)?\\s*refresher\\s*=\\s*(uac|uas)\\b.*");

  /// What a message says; empty when it says nothing that can be read.
  static Optional<SessionInterval> in(SipMessage message) {
    return message.value(HeaderName.SESSION_EXPIRES).map(String::strip).flatMap(Read::interval);
  }

  /// The Min-SE of a message, in seconds.
  static long minimum(SipMessage message) {
    return message
        .value(HeaderName.MIN_SE)
        .map(value -> value.split(";", 2)[0].strip())
        .filter(value -> value.matches("\\d{1,9}"))
        .map(Long::parseLong)
        .orElse(90L);
  }

  /// What we answer as the called side of the transaction (§9): the caller refreshes when it can
  /// and did not ask for the opposite.
  ///
  /// @param most the longest interval that we agree to
  SessionInterval accepted(boolean callerKnowsTimers, long most) {
    boolean theyRefresh = callerKnowsTimers && !refresher.equals("uas");
    return new SessionInterval(Math.min(seconds, most), theyRefresh ? "uac" : "uas");
  }

  /// When a side that refreshes does so (§7.2).
  long refreshAfterMillis() {
    return seconds * 500;
  }

  /// When a side that waits for a refresh gives up: a little earlier than the end (§10).
  long giveUpAfterMillis() {
    return (seconds - Math.min(32, seconds / 3)) * 1_000;
  }

  /// The value of a Session-Expires header.
  String text() {
    return seconds + (refresher.isEmpty() ? "" : ";refresher=" + refresher);
  }

  /// Reads the header's value.
  private static final class Read {
    static Optional<SessionInterval> interval(String value) {
      var form = FORM.matcher(value);
      if (!form.matches()) {
        return Optional.empty();
      }
      var refresher = REFRESHER.matcher(form.group(2) == null ? "" : form.group(2));
      return Optional.of(
          new SessionInterval(
              Long.parseLong(form.group(1)),
              refresher.matches() ? refresher.group(1).toLowerCase(Locale.ROOT) : ""));
    }
  }
}
