package dev.cordboard.dialect;

import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Those who take part, as answers show them.
final class ParticipantJson {
  private final Dialect dialect;

  ParticipantJson(Dialect dialect) {
    this.dialect = dialect;
  }

  ObjectNode participant(Participant participant) {
    return participant("CallParticipant", participant);
  }

  /// All of them at once: there is no `nextLink` when everybody fits.
  ObjectNode roster(List<Participant> participants) {
    return new Teller(dialect.answerShape("GetParticipantsResponse"))
        .tell("roster", participants.stream().map(this::participant).toList())
        .told();
  }

  ObjectNode inviting(
      List<CommunicationIdentifier> invited,
      Optional<String> invitationId,
      Optional<String> operationContext) {
    return new Teller(dialect.answerShape("AddParticipantResponse"))
        .tell("participants", invited.stream().map(this::added).toList())
        .tell("participant", added(invited.getFirst()))
        .maybe("operationContext", operationContext)
        .maybe("invitationId", invitationId)
        .told();
  }

  ObjectNode moved(
      List<Participant> participants, Optional<String> operationContext, String fromCall) {
    return new Teller(dialect.answerShape("MoveParticipantsResponse"))
        .tell("participants", participants.stream().map(this::participant).toList())
        .maybe("operationContext", operationContext)
        .tell("fromCall", fromCall)
        .told();
  }

  private ObjectNode added(CommunicationIdentifier invited) {
    return participant("AddedParticipant", new Participant(invited, false, false));
  }

  private ObjectNode participant(String model, Participant participant) {
    return new Teller(dialect.answerShape(model))
        .tell("identifier", dialect.identifier(participant.identifier()))
        .tell("isMuted", participant.isMuted())
        .tell("isOnHold", participant.isOnHold())
        .told();
  }
}
