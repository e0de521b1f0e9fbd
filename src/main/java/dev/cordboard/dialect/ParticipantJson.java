package dev.cordboard.dialect;

import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallReply;
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

  ObjectNode inviting(List<CallReply.Inviting> invited, Optional<String> operationContext) {
    var first = invited.getFirst();
    return new Teller(dialect.answerShape("AddParticipantResponse"))
        .tell("participants", invited.stream().map(this::added).toList())
        .tell("participant", added(first))
        .maybe("operationContext", operationContext)
        .tell("invitationId", first.invitationId())
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

  private ObjectNode added(CallReply.Inviting invited) {
    return participant("AddedParticipant", new Participant(invited.participant(), false, false));
  }

  private ObjectNode participant(String model, Participant participant) {
    return new Teller(dialect.answerShape(model))
        .tell("identifier", dialect.identifier(participant.identifier()))
        .tell("isMuted", participant.isMuted())
        .tell("isOnHold", participant.isOnHold())
        .told();
  }
}
