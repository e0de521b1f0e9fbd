package dev.cordboard.sip.dialog;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.config.DialogSettings;
import dev.cordboard.config.TransactionSettings;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.refer.Replaces;
import dev.cordboard.sip.transaction.Admission;
import dev.cordboard.sip.transaction.Hop;
import dev.cordboard.sip.transaction.Scheduler;
import dev.cordboard.sip.transaction.ServerTransaction;
import dev.cordboard.sip.transaction.TransactionLayer;
import dev.cordboard.sip.transaction.TransactionUser;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// All dialogs of one SIP loop: finds the session that a request belongs to, makes new ones, and
/// leaves everything outside a dialog to an [Outside].
public final class DialogLayer implements TransactionUser {
  private final DialogSettings settings;
  private final Scheduler scheduler;
  private final IdSource ids;
  private final Router router;
  private final Outside outside;
  private final TransactionLayer transactions;
  private final SessionRequests requests = new SessionRequests(this);
  private final Map<DialogId, Session> sessions = new HashMap<>();
  private final Replacing replacing = new Replacing(sessions);
  private final Set<InviteKey> invited = new HashSet<>();
  private final Timings timings;
  private final DialogCounters counters;
  private final String node;

  /// T1 and T2 of RFC 3261, in milliseconds.
  record Timings(long t1, long t2) {}

  /// What surrounds the dialogs.
  ///
  /// @param outside takes requests that belong to no dialog
  public record Surroundings(
      Scheduler scheduler, IdSource ids, Metrics metrics, Router router, Outside outside) {}

  public DialogLayer(
      DialogSettings settings, TransactionSettings timers, Surroundings surroundings) {
    this.settings = settings;
    this.scheduler = surroundings.scheduler();
    this.ids = surroundings.ids();
    this.router = surroundings.router();
    this.outside = surroundings.outside();
    this.timings = new Timings(timers.t1().toMillis(), timers.t2().toMillis());
    this.transactions =
        new TransactionLayer(
            timers, settings.earlyLimit(), scheduler, ids, surroundings.metrics(), this);
    this.node = ids.token(3);
    this.counters = DialogCounters.of(surroundings.metrics());
    surroundings.metrics().gauge("cordboard.sip.dialogs", sessions::size);
  }

  /// The transactions below.
  public TransactionLayer transactions() {
    return transactions;
  }

  /// How many dialogs live, early and ending ones included.
  public int size() {
    return sessions.size();
  }

  /// Whether there is no room for another call.
  public boolean full() {
    return sessions.size() >= settings.maxDialogs();
  }

  /// Places a call.
  public OutboundInvitation invite(InviteOrder order, SessionUser user) {
    var invitation = new OutboundInvitation(this, order, user);
    invitation.start();
    return invitation;
  }

  /// Takes a call that was admitted.
  ///
  /// @param rights what the caller may have of us
  public InboundInvitation invited(
      ServerTransaction transaction, SipRequest invite, SessionUser user, PeerRights rights) {
    var dialog = Dialog.called(invite, newTag());
    var session = new Session(this, dialog, transaction.hop(), user, rights);
    var key = InviteKey.of(invite);
    session.invitedBy(key);
    session.refreshedBy(invite, transaction.hop());
    invited.add(key);
    return new InboundInvitation(transaction, invite, session);
  }

  /// Ends a dialog that an earlier run has left: BYE, whatever the answer.
  public void bye(Dialog dialog, String reason, Hop hop) {
    var request = dialog.next().request(SipMethod.BYE);
    if (!reason.isEmpty()) {
      request.set(HeaderName.REASON, reason);
    }
    transactions.send(request, hop, Silence.INSTANCE);
  }

  /// The refusal of an INVITE that could not be answered as it asks, whoever sent it: extensions,
  /// body, session interval; or that has come already by another way.
  public Optional<SipResponse.Builder> refuse(SipRequest invite) {
    return invited.contains(InviteKey.of(invite))
        ? Optional.of(answers().to(invite, 482))
        : Capabilities.refuseExtras(invite, answers()).or(() -> refuseInterval(invite));
  }

  /// The session that a call is to take the place of (RFC 3891 §3).
  public Replacement replaced(Replaces wanted) {
    return replacing.find(wanted);
  }

  /// Starts responses.
  public Capabilities.Answers answers() {
    return transactions::tagged;
  }

  @Override
  public Admission admit(SipRequest request, Hop from) {
    if (request.toTag().isEmpty()) {
      return outside.admit(request, from);
    }
    var session = sessions.get(DialogId.of(request));
    if (session != null) {
      return new Admission.Admit(transaction -> requests.received(session, transaction, request));
    }
    return answers(from)
        ? new Admission.Refuse(answers().to(request, 481).build())
        : new Admission.Drop();
  }

  @Override
  public boolean answers(Hop from) {
    return outside.answers(from);
  }

  @Override
  public void acknowledged(SipRequest ack) {
    var session = sessions.get(DialogId.of(ack));
    if (session != null) {
      session.acknowledged(ack);
    }
  }

  /// A 2xx to an INVITE that nobody knows: ACK and BYE, so that its sender does not hold a call
  /// open (of an earlier run of this server, perhaps). Both go back to where it came from, once: a
  /// forged 2xx shall not make us shoot at somebody else.
  @Override
  public void strayed(SipResponse success, Hop from) {
    counters.strays().increment();
    var own = router.contact(from);
    var via = success.topVia();
    if (!via.host().equalsIgnoreCase(own.host()) || via.port() != own.port()) {
      // §18.1.2: not for us at all.
      return;
    }
    var dialog = Dialog.calling(success.from(), success.to().uri(), success);
    transactions.sendAck(dialog.request(SipMethod.ACK), from);
    transactions.sendOnce(dialog.next().request(SipMethod.BYE), from);
  }

  void add(Session session) {
    sessions.put(session.dialog().id(), session);
  }

  void remove(Session session) {
    if (sessions.remove(session.dialog().id(), session)) {
      replacing.ended(session.dialog().id());
    }
    session.invitedBy().ifPresent(invited::remove);
  }

  void toward(Dialog dialog, Hop lastSeen, Consumer<Hop> found) {
    router.toward(dialog.nextHop(), lastSeen, found);
  }

  NameAddr contact(Hop hop) {
    return NameAddr.of(router.contact(hop));
  }

  Scheduler scheduler() {
    return scheduler;
  }

  Timings timings() {
    return timings;
  }

  /// How long a REFER and its subscription may last.
  long transferMillis() {
    return settings.transferLimit().toMillis();
  }

  DialogCounters counters() {
    return counters;
  }

  int maxBranches() {
    return settings.maxBranches();
  }

  int chance(int bound) {
    return ids.below(bound);
  }

  /// Unguessable, because whoever knows it can end the call; begins with this run's own token.
  String newTag() {
    return node + ids.token(10);
  }

  /// A Call-ID for a call that we place. Callable from any thread.
  public String newCallId() {
    return node + ids.token(13);
  }

  /// The refusal of a subscription or a NOTIFY about anything but a REFER (RFC 6665 §7.2).
  SipResponse.Builder badEvent(SipRequest request) {
    return Capabilities.badEvent(request, answers());
  }

  /// Starts a 2xx: with Contact, Allow, Supported and, outside or inside a dialog, the
  /// Record-Routes that make the route set.
  SipResponse.Builder success(SipRequest request, Hop hop) {
    return early(request, 200, hop);
  }

  /// Starts a response that makes a dialog.
  SipResponse.Builder early(SipRequest request, int status, Hop hop) {
    var response =
        request.response(status).copy(HeaderName.RECORD_ROUTE, request).contact(contact(hop));
    return Capabilities.describe(response);
  }

  /// The longest session interval that we agree to, in seconds.
  long sessionExpires() {
    return settings.sessionExpires().toSeconds();
  }

  /// 422 when the other side wants to be asked more often than we allow (RFC 4028 §9).
  Optional<SipResponse.Builder> refuseInterval(SipRequest request) {
    long least = settings.minSessionExpires().toSeconds();
    return SessionInterval.in(request)
        .filter(interval -> interval.seconds() < least)
        .map(interval -> answers().to(request, 422).set(HeaderName.MIN_SE, Long.toString(least)));
  }

  /// Takes requests that belong to no dialog.
  public interface Outside {
    /// Whether such a request is let in; asked before anything is allocated for it.
    Admission admit(SipRequest request, Hop from);

    /// Whether a request from there that fits nowhere is answered.
    boolean answers(Hop from);
  }
}
