package dev.cordboard.call.machine;

import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.CallSnapshot;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.LegId;
import dev.cordboard.call.LegSnapshot;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The state of a call: who is in it, who is being rung, which applications hold it.
///
/// @param isTwoParty whether it is a 1:1 call: until somebody is added
/// @param rosterVersion counts what ParticipantsUpdated tells (trace rule 12)
/// @param startedAt when Event Grid was told that a call with a user in it began
/// @param transfer the one that is under way
/// @param batches those added at once of whom some still ring
record Conversation(
    Origin origin,
    Stage stage,
    boolean isTwoParty,
    int rosterVersion,
    Optional<Instant> startedAt,
    List<Party> parties,
    List<Invitation> invitations,
    List<ConnectionView> connections,
    Optional<Transfer> transfer,
    List<Batch> batches)
    implements CallState {
  Conversation {
    parties = List.copyOf(parties);
    invitations = List.copyOf(invitations);
    connections = List.copyOf(connections);
    batches = List.copyOf(batches);
  }

  /// How a call began; never changes.
  ///
  /// @param gathering what the first party dialled, when it was a group or a room
  /// @param bare whether it only joins two trunks: nobody is on its roster and nobody hears of it
  record Origin(
      CallIds ids,
      Instant openedAt,
      CommunicationIdentifier startedBy,
      Optional<Gathering> gathering,
      boolean bare) {}

  /// How far a call has come.
  enum Stage {
    SETTING_UP,
    ESTABLISHED,
    ENDED
  }

  /// A call in which nobody is yet.
  static Conversation of(Origin origin, boolean isTwoParty) {
    return new Conversation(
        origin,
        Stage.SETTING_UP,
        isTwoParty,
        0,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  boolean isEstablished() {
    return stage == Stage.ESTABLISHED;
  }

  /// Whether anybody has a reason to stay. A call lives while two take part, or one who waits for
  /// an invitation; a group or a room until the last one leaves (RULINGS §8.2).
  boolean isAlive() {
    return switch (seats()) {
      case 0 -> false;
      case 1 ->
          origin.gathering().isPresent() || invitations.stream().anyMatch(Invitation::keepsCompany);
      default -> true;
    };
  }

  /// How many take part, one and who takes their place counted once.
  private int seats() {
    int seats = parties.size();
    for (var party : parties) {
      if (party.seat().isPresent() && party(party::isFor).isPresent()) {
        seats--;
      }
    }
    return seats;
  }

  /// Whether enough take part for a call that is being set up to be one.
  boolean isComplete() {
    long in = parties.stream().filter(Party::isIn).count();
    return in >= (origin.gathering().isPresent() ? 1 : 2);
  }

  List<Party> roster() {
    return Lists.all(parties, Party::isIn);
  }

  Optional<Party> party(Predicate<Party> wanted) {
    return Lists.first(parties, wanted);
  }

  /// One who is on the roster.
  Optional<Party> participant(CommunicationIdentifier who) {
    return party(party -> party.isIn() && party.is(who));
  }

  /// The party that a connection's application is.
  Optional<Party> application(String connectionId) {
    return party(party -> party.hasConnection(connectionId));
  }

  /// Whether somebody is being rung, by us or by a far end that we asked.
  boolean isInvited(CommunicationIdentifier who) {
    return invitation(invitation -> invitation.isTo(who)).isPresent()
        || transfer
            .filter(each -> each.target().identifier().rawId().equals(who.rawId()))
            .isPresent();
  }

  /// Whether an application is about to leave its 1:1 call to the others.
  boolean isHandingOver() {
    return transfer.filter(Transfer::isDirect).isPresent();
  }

  Optional<Invitation> invitation(Predicate<Invitation> wanted) {
    return Lists.first(invitations, wanted);
  }

  Optional<ConnectionView> connection(String id) {
    return Lists.first(
        connections, known -> isLive(known) && known.terms().connectionId().equals(id));
  }

  /// Those that have not ended, in the order of their requests.
  List<ConnectionView> liveConnections() {
    return Lists.all(connections, Conversation::isLive);
  }

  /// Those that hear of the roster.
  List<ConnectionView> followers() {
    return Lists.all(connections, Conversation::isUp);
  }

  /// Whether a connection's application may act.
  static boolean isUp(ConnectionView connection) {
    return connection.state() == State.CONNECTED || connection.state() == State.TRANSFERRING;
  }

  private static boolean isLive(ConnectionView connection) {
    return connection.state() != State.DISCONNECTED;
  }

  Conversation at(Stage now) {
    return with(now, rosterVersion, parties, invitations, connections);
  }

  Conversation withRosterVersion(int version) {
    return with(stage, version, parties, invitations, connections);
  }

  Conversation plus(Party party) {
    return with(stage, rosterVersion, Lists.plus(parties, party), invitations, connections);
  }

  Conversation minus(Party party) {
    return with(stage, rosterVersion, Lists.minus(parties, party), invitations, connections);
  }

  Conversation replace(Party known, Party now) {
    return with(stage, rosterVersion, Lists.replace(parties, known, now), invitations, connections);
  }

  Conversation plus(Invitation invitation) {
    return with(stage, rosterVersion, parties, Lists.plus(invitations, invitation), connections);
  }

  Conversation minus(Invitation invitation) {
    return with(stage, rosterVersion, parties, Lists.minus(invitations, invitation), connections);
  }

  Conversation replace(Invitation known, Invitation now) {
    return with(stage, rosterVersion, parties, Lists.replace(invitations, known, now), connections);
  }

  Conversation plus(ConnectionView connection) {
    return with(stage, rosterVersion, parties, invitations, Lists.plus(connections, connection));
  }

  /// One that ended is forgotten, unless a repeated create may still ask for it (RULINGS §7).
  Conversation with(ConnectionView connection, State now) {
    return connection(connection.terms().connectionId())
        .map(
            known ->
                now == State.DISCONNECTED && !known.created()
                    ? minus(known)
                    : with(
                        stage,
                        rosterVersion,
                        parties,
                        invitations,
                        Lists.replace(connections, known, known.in(now))))
        .orElse(this);
  }

  Conversation minus(ConnectionView connection) {
    return with(stage, rosterVersion, parties, invitations, Lists.minus(connections, connection));
  }

  /// What remains when a call has ended.
  Conversation over() {
    return with(Stage.ENDED, rosterVersion, List.of(), List.of(), connections);
  }

  Conversation asGroup() {
    return with(false, startedAt, transfer, batches);
  }

  Conversation started(Instant at) {
    return with(isTwoParty, Optional.of(at), transfer, batches);
  }

  Conversation with(Optional<Transfer> now) {
    return with(isTwoParty, startedAt, now, batches);
  }

  Optional<Batch> batch(String name) {
    return Lists.first(batches, batch -> batch.name().equals(name));
  }

  Conversation plus(Batch batch) {
    return with(isTwoParty, startedAt, transfer, Lists.plus(batches, batch));
  }

  /// One whose last has come or is lost is forgotten.
  Conversation replace(Batch known, Batch now) {
    var changed =
        now.isSettled() ? Lists.minus(batches, known) : Lists.replace(batches, known, now);
    return with(isTwoParty, startedAt, transfer, changed);
  }

  private Conversation with(
      boolean twoParty, Optional<Instant> since, Optional<Transfer> handover, List<Batch> added) {
    return new Conversation(
        origin,
        stage,
        twoParty,
        rosterVersion,
        since,
        parties,
        invitations,
        connections,
        handover,
        added);
  }

  private Conversation with(
      Stage now,
      int version,
      List<Party> inIt,
      List<Invitation> ringing,
      List<ConnectionView> holding) {
    return new Conversation(
        origin, now, isTwoParty, version, startedAt, inIt, ringing, holding, transfer, batches);
  }

  @Override
  public CallSnapshot snapshot() {
    var participants =
        origin.bare()
            ? List.<CallEvent.Participant>of()
            : roster().stream().map(Party::onRoster).toList();
    return new CallSnapshot(
        origin.ids(), origin.openedAt(), stage == Stage.ENDED, connections, participants);
  }

  @Override
  public Map<LegId, LegSnapshot> legs() {
    var legs = new LinkedHashMap<LegId, LegSnapshot>();
    for (var party : parties) {
      party.leg().ifPresent(leg -> legs.put(leg.id(), leg.snapshot()));
    }
    return legs;
  }
}
