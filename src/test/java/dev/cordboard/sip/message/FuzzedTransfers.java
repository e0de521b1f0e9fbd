package dev.cordboard.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.sip.refer.ReferEvent;
import dev.cordboard.sip.refer.ReferTo;
import dev.cordboard.sip.refer.Replaces;
import dev.cordboard.sip.refer.SipFragment;
import dev.cordboard.sip.refer.SubscriptionState;

/// What must hold for whatever a message says about a transfer: a result value, and nothing in it
/// that could become a field of its own in a message of ours.
final class FuzzedTransfers {
  private FuzzedTransfers() {}

  static void check(SipMessage message) {
    if (message instanceof SipRequest request) {
      if (Replaces.in(request, true) instanceof Replaces.Reading.Present(var replaces)) {
        check(replaces);
      }
      if (ReferTo.in(request) instanceof ReferTo.Reading.Good(var target)) {
        target.replaces().ifPresent(FuzzedTransfers::check);
        assertThat(SipUri.parse(target.uri())).isPresent();
        target.headers().forEach(Header::of);
      }
    }
  }

  private static void check(Replaces replaces) {
    assertThat(Replaces.parse(replaces.text())).contains(replaces);
  }

  /// Answers how much there was, so that nothing asked for is optimised away.
  static int askEverything(SipMessage message) {
    int found = SipFragment.parse(message.body()).map(SipFragment::status).orElse(0);
    if (!(message instanceof SipRequest request)) {
      return found;
    }
    found += ReferEvent.in(request).map(event -> event.id().length()).orElse(0);
    found += SubscriptionState.in(request).ordinal();
    found += ReferTo.referredBy(request).map(String::length).orElse(0);
    return found
        + switch (Replaces.in(request, true)) {
          case Replaces.Reading.Absent _ -> 0;
          case Replaces.Reading.Malformed(var reason) -> reason.length();
          case Replaces.Reading.Present(var replaces) -> replaces.text().length();
        }
        + switch (ReferTo.in(request)) {
          case ReferTo.Reading.Refused(var status, var reason) -> status + reason.length();
          case ReferTo.Reading.Good(var target) -> target.uri().length();
        };
  }
}
