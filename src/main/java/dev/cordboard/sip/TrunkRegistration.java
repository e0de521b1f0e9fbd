package dev.cordboard.sip;

import dev.cordboard.base.IdSource;
import dev.cordboard.config.TrunkAccountSettings;
import dev.cordboard.sip.message.CSeq;
import dev.cordboard.sip.message.Header;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.transaction.ClientUser;
import dev.cordboard.sip.transaction.Hop;
import dev.cordboard.sip.transaction.Scheduler;
import dev.cordboard.sip.transaction.TransactionLayer;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps us registered at one trunk: again before it runs out, and after a failure with growing
/// gaps.
final class TrunkRegistration implements ClientUser {
  private static final Logger LOG = LoggerFactory.getLogger(TrunkRegistration.class);
  private static final long FIRST_RETRY_SECONDS = 5;
  private static final long LAST_RETRY_SECONDS = 600;

  private final Trunk trunk;
  private final TrunkAccountSettings account;
  private final SipUri registrar;
  private final Surroundings surroundings;
  private final String callId;
  private final String tag;
  private long sequence;
  private long expires;
  private int failures;
  private boolean challenged;
  private Optional<Header> proof = Optional.empty();

  /// What it works with.
  record Surroundings(
      TransactionLayer transactions, Hops hops, Scheduler scheduler, IdSource ids) {}

  TrunkRegistration(
      Trunk trunk, TrunkAccountSettings account, SipUri registrar, Surroundings surroundings) {
    this.trunk = trunk;
    this.account = account;
    this.registrar = registrar;
    this.surroundings = surroundings;
    this.callId = surroundings.ids().token(16);
    this.tag = surroundings.ids().token(8);
    this.expires = account.expires().toSeconds();
  }

  /// Registers now, and from then on by itself.
  void register() {
    challenged = false;
    send();
  }

  private void send() {
    surroundings
        .hops()
        .to(registrar, hop -> hop.ifPresentOrElse(this::send, () -> retry("no address")));
  }

  private void send(TransportHop found) {
    var hop = surroundings.hops().advertising(found, trunk);
    trunk.registeredAt(hop.target().address());
    var us = SipUri.of(account.username(), registrar.host(), registrar.port());
    var domain = SipUri.of("", registrar.host(), registrar.port());
    var contact = surroundings.hops().contact(hop, account.username());
    var request =
        SipRequest.builder(SipMethod.REGISTER, domain)
            .maxForwards(70)
            .from(NameAddr.of(us).withTag(tag))
            .to(NameAddr.of(us))
            .callId(callId)
            .cSeq(new CSeq(++sequence, SipMethod.REGISTER))
            .contact(NameAddr.of(contact))
            .set(HeaderName.EXPIRES, Long.toString(expires));
    proof.ifPresent(request::add);
    proof = Optional.empty();
    surroundings.transactions().send(request, hop, this);
  }

  @Override
  public void responded(SipResponse response, Hop from) {
    if (response.isProvisional()) {
      return;
    }
    if (response.isSuccess()) {
      failures = 0;
      long granted = granted(response);
      LOG.info("trunk registered trunk={} expires={}", trunk.name(), granted);
      after(Math.max(10, granted - Math.max(5, granted / 10)));
    } else if (!challenged && (response.status() == 401 || response.status() == 407)) {
      answer(response);
    } else if (response.status() == 423 && response.number(HeaderName.MIN_EXPIRES).isPresent()) {
      expires = Math.min(86_400, response.number(HeaderName.MIN_EXPIRES).getAsLong());
      retry("interval too brief");
    } else {
      retry("status " + response.status());
    }
  }

  @Override
  public void gaveUp(int status) {
    retry("no answer");
  }

  private void answer(SipResponse challenge) {
    challenged = true;
    var domain = SipUri.of("", registrar.host(), registrar.port());
    proof = trunk.authorizer().answer(SipMethod.REGISTER, domain, challenge);
    if (proof.isPresent()) {
      send();
    } else {
      retry("a challenge that is not ours to answer");
    }
  }

  private long granted(SipResponse response) {
    for (var contact : response.contacts()) {
      OptionalLong seconds = contact.expiresSeconds();
      if (contact.uri().userName().equals(account.username()) && seconds.isPresent()) {
        return seconds.getAsLong();
      }
    }
    return response.expiresSeconds().orElse(expires);
  }

  private void retry(String why) {
    long most = Math.min(LAST_RETRY_SECONDS, FIRST_RETRY_SECONDS << Math.min(10, failures++));
    LOG.warn("trunk not registered trunk={} why=\"{}\" retry={}s", trunk.name(), why, most);
    after(most / 2 + 1 + surroundings.ids().below((int) most));
  }

  private void after(long seconds) {
    surroundings.scheduler().after(seconds * 1_000, this::register);
  }
}
