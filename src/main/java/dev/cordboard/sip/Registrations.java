package dev.cordboard.sip;

import dev.cordboard.base.TimeSource;
import dev.cordboard.config.RegistrarSettings;
import dev.cordboard.sip.Binding.Registered;
import dev.cordboard.sip.dialog.Capabilities;
import dev.cordboard.sip.dialog.Capabilities.Answers;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.SipUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers REGISTER requests of users who have proved who they are (RFC 3261 §10.3).
final class Registrations {
  private final RegistrarSettings settings;
  private final Bindings bindings;
  private final TimeSource time;
  private final Answers answers;

  Registrations(RegistrarSettings settings, Bindings bindings, TimeSource time, Answers answers) {
    this.settings = settings;
    this.bindings = bindings;
    this.time = time;
    this.answers = answers;
  }

  /// Carries the request out, as a whole or not at all.
  SipResponse register(SipRequest request, TransportHop hop, String account) {
    var extras = Capabilities.refuseExtras(request, answers);
    if (extras.isPresent()) {
      return extras.get().build();
    }
    if (request.hasWildcardContact()) {
      return unregisterAll(request, account);
    }
    var left = new ArrayList<>(bindings.of(account));
    for (var contact : request.contacts()) {
      var refusal = apply(left, request, contact, hop);
      if (refusal.isPresent()) {
        return refusal.get().build();
      }
    }
    if (left.size() > settings.maxContacts()
        || bindings.full(left.size() - bindings.of(account).size())) {
      return answers.to(request, 403).reason("Too many contacts").build();
    }
    bindings.replace(account, left);
    return registered(request, account);
  }

  private SipResponse unregisterAll(SipRequest request, String account) {
    // §10.2.2: the wildcard is for leaving only.
    if (request.expiresSeconds().orElse(-1) != 0) {
      return answers.to(request, 400).reason("Contact: * needs Expires: 0").build();
    }
    if (bindings.of(account).stream().anyMatch(binding -> isLate(request, binding))) {
      return answers.to(request, 500).build();
    }
    bindings.replace(account, List.of());
    return registered(request, account);
  }

  private Optional<SipResponse.Builder> apply(
      List<Binding> left, SipRequest request, NameAddr contact, TransportHop hop) {
    long seconds =
        contact
            .expiresSeconds()
            .orElse(request.expiresSeconds().orElse(settings.expires().toSeconds()));
    long least = settings.minExpires().toSeconds();
    if (seconds > 0 && seconds < least) {
      return Optional.of(
          answers.to(request, 423).set(HeaderName.MIN_EXPIRES, Long.toString(least)));
    }
    var uri = Binding.plain(contact.uri());
    if (!uri.scheme().equals("sip")) {
      return Optional.of(answers.to(request, 400).reason("Contact is no SIP URI"));
    }
    var old = left.stream().filter(binding -> binding.is(uri)).findFirst();
    if (old.filter(binding -> isLate(request, binding)).isPresent()) {
      // §10.3 step 7: an older request that comes late must not undo a newer one.
      return Optional.of(answers.to(request, 500));
    }
    old.ifPresent(left::remove);
    if (seconds > 0) {
      long granted = Math.min(seconds, settings.maxExpires().toSeconds());
      var token = old.map(Binding::token).orElseGet(bindings::newToken);
      left.add(binding(token, uri, contact, request, hop, granted));
    }
    return Optional.empty();
  }

  private Binding binding(
      String token,
      SipUri uri,
      NameAddr contact,
      SipRequest request,
      TransportHop hop,
      long seconds) {
    var registered =
        new Registered(
            request.callId(),
            request.cSeq().number(),
            time.nanoTime() + seconds * 1_000_000_000,
            bindings.nextOrder());
    return new Binding(token, uri, q(contact), registered, hop, request.addresses(HeaderName.PATH));
  }

  private static boolean isLate(SipRequest request, Binding binding) {
    return binding.registered().callId().equals(request.callId())
        && request.cSeq().number() <= binding.registered().sequence();
  }

  private SipResponse registered(SipRequest request, String account) {
    long now = time.nanoTime();
    var response = answers.to(request, 200);
    var contacts = new ArrayList<NameAddr>();
    for (var binding : bindings.of(account)) {
      contacts.add(
          NameAddr.of(binding.contact())
              .with("expires", Long.toString(binding.secondsLeft(now)))
              .with("q", "%d.%03d".formatted(binding.q() / 1_000, binding.q() % 1_000)));
    }
    return response.addresses(HeaderName.CONTACT, contacts).copy(HeaderName.PATH, request).build();
  }

  /// The q parameter in thousandths; 1 when there is none.
  private static int q(NameAddr contact) {
    var text = contact.parameters().get("q").orElse("1");
    return text.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?")
        ? (int) Math.round(Double.parseDouble(text) * 1_000)
        : 1_000;
  }
}
