package dev.cordboard.call;

import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.List;
import java.util.stream.Collectors;

/// Events as one line each, so that a test shows a sequence at a glance.
final class EventLines {
  private EventLines() {}

  /// `connection Event details code/subCode`; success is not shown.
  static String line(CallEvent event) {
    return event.to().connectionId()
        + " "
        + event.detail().getClass().getSimpleName()
        + detail(event.detail())
        + (event.result().equals(CallResult.OK)
            ? ""
            : " " + event.result().code() + "/" + event.result().subCode());
  }

  private static String detail(Detail detail) {
    return switch (detail) {
      case Detail.ParticipantsUpdated updated ->
          " " + updated.sequenceNumber() + " " + roster(updated.participants());
      case Detail.AddParticipantSucceeded added -> " " + name(added.participant());
      case Detail.AddParticipantFailed failed -> " " + name(failed.participant());
      case Detail.RemoveParticipantSucceeded removed -> " " + name(removed.participant());
      case Detail.RemoveParticipantFailed failed -> " " + name(failed.participant());
      case Detail.CancelAddParticipantSucceeded _,
          Detail.CancelAddParticipantFailed _,
          Detail.CallConnected _,
          Detail.CallDisconnected _,
          Detail.CreateCallFailed _,
          Detail.AnswerFailed _ ->
          "";
    };
  }

  private static String roster(List<Participant> participants) {
    return participants.stream()
        .map(each -> name(each.identifier()) + (each.isOnHold() ? "(held)" : ""))
        .collect(Collectors.joining(",", "[", "]"));
  }

  static String line(GridEvent event) {
    return switch (event) {
      case GridEvent.IncomingCall call ->
          "IncomingCall " + name(call.from()) + " → " + name(call.to());
      case GridEvent.CallStarted started -> "CallStarted by " + name(started.facts().startedBy());
      case GridEvent.CallEnded ended ->
          "CallEnded after %ds %d/%d"
              .formatted(
                  ended.duration().toSeconds(), ended.reason().code(), ended.reason().subCode());
      case GridEvent.ParticipantAdded added -> "ParticipantAdded " + name(added.user());
      case GridEvent.ParticipantRemoved removed -> "ParticipantRemoved " + name(removed.user());
    };
  }

  private static String name(CommunicationIdentifier identifier) {
    return identifier.rawId().replace(Scene.RESOURCE, "").replace("4:", "");
  }
}
