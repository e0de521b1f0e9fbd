package dev.cordboard.call.machine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.Caller;
import dev.cordboard.call.Reach;
import dev.cordboard.call.machine.Transfer.Phase;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.util.Optional;

/// Whether a transfer can be begun, and as what (BEHAVIOUR §1.6, RULINGS §3.3).
final class TransferRequest {
  private final Turn turn;
  private final ConnectionView connection;
  private final CallInput.Transfer input;
  private final Optional<Party> actor;
  private final boolean direct;

  private TransferRequest(Turn turn, ConnectionView connection, CallInput.Transfer input) {
    this.turn = turn;
    this.connection = connection;
    this.input = input;
    this.actor = turn.call().application(connection.terms().connectionId());
    // An application that is no party has nobody to leave the call to.
    this.direct = turn.call().isTwoParty() && actor.isPresent();
  }

  static void handle(Turn turn, ConnectionView connection, CallInput.Transfer input) {
    new TransferRequest(turn, connection, input).decide();
  }

  private void decide() {
    var transferee = input.transferee().flatMap(turn.call()::participant).or(this::onlyOther);
    var refused = refusedCall().or(() -> refusedTransferee(transferee)).or(this::refusedTarget);
    if (refused.isPresent()) {
      turn.reply(refused.get());
      return;
    }
    begin(transferee.orElseThrow());
  }

  private void begin(Party transferee) {
    var shown = shown(transferee);
    if (input.target().identifier() instanceof PhoneNumber && shown.callerId().isEmpty()) {
      turn.reply(
          new CallReply.InvalidArgument(
              "sourceCallerIdNumber", "A call to a phone number needs a caller id."));
      return;
    }
    turn.reply(new CallReply.Accepted());
    var transfer =
        new Transfer(
            input.operation(),
            transferee.id(),
            transferee.identifier(),
            input.target(),
            shown,
            input.customContext(),
            direct ? Optional.empty() : Optional.of(input.splitIds()),
            Phase.RINGING);
    Transferring.begin(turn, transfer, input.byRefer() ? firstDevice() : Optional.empty());
  }

  private Optional<Reach.Device> firstDevice() {
    return input.target().reach() instanceof Reach.Ring ring
        ? ring.devices().stream().findFirst()
        : Optional.empty();
  }

  private Optional<Party> onlyOther() {
    return direct && input.transferee().isEmpty()
        ? turn.call().party(party -> party.isIn() && !actor.equals(Optional.of(party)))
        : Optional.empty();
  }

  private Optional<CallReply> refusedCall() {
    return turn.call().transfer().isPresent()
        ? Optional.of(new CallReply.TransferUnderWay())
        : Optional.empty();
  }

  private Optional<CallReply> refusedTransferee(Optional<Party> transferee) {
    if (transferee.isEmpty()) {
      return Optional.of(
          input.transferee().isPresent()
              ? new CallReply.UnknownParticipant()
              : new CallReply.InvalidArgument(
                  "transferee", "A transfer of a group call names its transferee."));
    }
    if (transferee.equals(actor)) {
      return Optional.of(
          new CallReply.InvalidArgument("transferee", "An application cannot transfer itself."));
    }
    // Its own phone is transferring the call.
    return Referring.isPending(turn, transferee.get())
        ? Optional.of(new CallReply.TransferUnderWay())
        : Optional.empty();
  }

  private Optional<CallReply> refusedTarget() {
    var target = input.target().identifier();
    if (turn.call().party(party -> party.is(target)).isPresent()) {
      return Optional.of(
          new CallReply.InvalidArgument("targetParticipant", "The target is in the call."));
    }
    return turn.call().isInvited(target)
        ? Optional.of(new CallReply.Conflict("The target is being invited already."))
        : Optional.empty();
  }

  /// The target sees the transferee calling; a phone sees the request's number, else the
  /// transferee's own, else the one that the application called or was called with.
  private Caller shown(Party transferee) {
    var number =
        input
            .sourceCallerId()
            .or(() -> numberOf(transferee))
            .or(connection::sourceCallerId)
            .or(connection::answeredFor);
    return new Caller(transferee.identifier(), number, transferee.displayName());
  }

  private static Optional<PhoneNumber> numberOf(Party party) {
    return party.identifier() instanceof PhoneNumber number
        ? Optional.of(number)
        : Optional.empty();
  }
}
