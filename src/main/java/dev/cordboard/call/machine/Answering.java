package dev.cordboard.call.machine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.CallSnapshot.Way;
import dev.cordboard.call.LegId;
import dev.cordboard.call.machine.Invitation.Purpose;
import dev.cordboard.call.machine.Party.Leg;
import dev.cordboard.call.machine.Party.Standing;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.util.List;
import java.util.Optional;

/// The first to answer an invitation wins, a device or an application; the others are cancelled.
final class Answering {
  private Answering() {}

  /// A device answered first.
  static void byDevice(Turn turn, Invitation invitation, CallInput.Answered answered) {
    stopOthers(turn, invitation, answered.leg());
    var party =
        Party.device(
            invitation.id(),
            invitation.target(),
            "",
            Standing.IN,
            new Leg(answered.leg(), answered.snapshot()));
    seat(turn, invitation, party, Optional.empty());
  }

  /// An application answered first, with the `incomingCallContext`.
  static void byApplication(Turn turn, Invitation invitation, CallInput.Answer answer) {
    var connection = connection(turn, invitation, answer);
    turn.reply(new CallReply.Connected(connection));
    Inviting.stop(turn, invitation, true);
    var identifier =
        invitation.isToPhone()
            ? answer.answeredBy().orElse(answer.phoneAnswerer().participant())
            : invitation.target();
    seat(
        turn,
        invitation,
        Party.application(invitation.id(), identifier, "", answer.terms().connectionId()),
        Optional.of(connection));
  }

  /// Answered for a phone number, the properties show the resource's nil identity as target and the
  /// caller's number as display name (trace 23).
  private static ConnectionView connection(
      Turn turn, Invitation invitation, CallInput.Answer answer) {
    var caller = invitation.shown().identifier();
    var phone =
        invitation.target() instanceof PhoneNumber number
            ? Optional.of(number)
            : Optional.<PhoneNumber>empty();
    return new ConnectionView(
        invitation.idsIn(turn.call()),
        answer.terms(),
        State.CONNECTING,
        Way.ANSWERED,
        caller,
        Optional.empty(),
        caller instanceof PhoneNumber number ? Optional.of(number.value()) : Optional.empty(),
        List.of(phone.isPresent() ? answer.phoneAnswerer().target() : invitation.target()),
        answer.answeredBy(),
        phone);
  }

  private static void stopOthers(Turn turn, Invitation invitation, LegId winner) {
    invitation
        .device(winner)
        .ifPresent(
            device -> {
              var others = invitation.without(device);
              turn.become(turn.call().replace(invitation, others));
              Inviting.stop(turn, others, true);
            });
  }

  /// Gives the winner their place.
  private static void seat(
      Turn turn, Invitation invitation, Party party, Optional<ConnectionView> connection) {
    switch (invitation.purpose()) {
      case Purpose.Handover _ -> Transferring.answered(turn, party, connection);
      case Purpose.Referral referral -> Referring.answered(turn, referral, party, connection);
      case Purpose.Target _, Purpose.Arrival _, Purpose.Addition _ -> {
        connection.ifPresent(answered -> turn.become(turn.call().plus(answered)));
        party.bridge().ifPresent(turn::emit);
        comeIn(turn, invitation, party);
      }
    }
  }

  /// The caller who waits for them, if any, is picked up.
  private static void comeIn(Turn turn, Invitation invitation, Party party) {
    turn.become(turn.call().plus(party));
    turn.call()
        .party(other -> other.standing() == Standing.CALLING)
        .ifPresent(caller -> Joining.pickUp(turn, caller));
    Joining.comeIn(turn, party, invitation.addition());
  }
}
