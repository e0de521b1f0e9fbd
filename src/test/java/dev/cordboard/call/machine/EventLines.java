package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.GridEvent;
import dev.cordboard.call.Passage;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
      case Detail.AddParticipantsSucceeded added -> " " + names(added.participants());
      case Detail.AddParticipantsFailed failed -> " " + names(failed.participants());
      case Detail.RemoveParticipantSucceeded removed -> " " + name(removed.participant());
      case Detail.RemoveParticipantFailed failed -> " " + name(failed.participant());
      case Detail.CancelAddParticipantSucceeded _,
          Detail.CancelAddParticipantFailed _,
          Detail.CallConnected _,
          Detail.CallDisconnected _,
          Detail.CreateCallFailed _,
          Detail.AnswerFailed _,
          Detail.ConnectFailed _,
          Detail.HoldFailed _ ->
          "";
      case Detail.CallTransferAccepted(var target, var transferee) ->
          " " + name(transferee) + " → " + name(target);
      case Detail.CallTransferFailed(var target, var transferee) ->
          " " + name(transferee) + " → " + name(target);
      case Detail.MoveParticipantSucceeded(var who, var from) -> " " + name(who) + " from " + from;
      case Detail.MoveParticipantFailed(var who, var from) -> " " + name(who) + " from " + from;
    };
  }

  private static String names(List<CommunicationIdentifier> all) {
    return all.stream().map(EventLines::name).collect(Collectors.joining(",", "[", "]"));
  }

  private static String roster(List<Participant> participants) {
    return participants.stream()
        .map(
            each ->
                name(each.identifier())
                    + (each.isMuted() ? "(muted)" : "")
                    + (each.isOnHold() ? "(held)" : ""))
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

  /// `verb leg`, without what is published.
  static List<String> actions(List<CallEffect> effects) {
    return effects.stream().flatMap(EventLines::action).toList();
  }

  private static Stream<String> action(CallEffect effect) {
    return switch (effect) {
      case CallEffect.Invite invite -> Stream.of("invite " + invite.leg().value());
      case CallEffect.Cancel cancel ->
          Stream.of(
              "cancel "
                  + cancel.leg().value()
                  + (cancel.answeredElsewhere() ? " (answered elsewhere)" : ""));
      case CallEffect.Ring ring -> Stream.of("ring " + ring.leg().value());
      case CallEffect.RelayEarlyMedia relay ->
          Stream.of("relay " + relay.ringingLeg().value() + " to " + relay.callingLeg().value());
      case CallEffect.AnswerLeg answer -> Stream.of("answer " + answer.leg().value());
      case CallEffect.RefuseLeg refuse ->
          Stream.of("refuse " + refuse.leg().value() + " " + refuse.sipStatus());
      case CallEffect.HangUpLeg hangUp -> Stream.of("hang up " + hangUp.leg().value());
      case CallEffect.Bridge bridge ->
          Stream.of(
              "bridge "
                  + bridge.leg().value()
                  + (bridge.hears() ? "" : " deaf")
                  + (bridge.isHeard() ? "" : " unheard"));
      case CallEffect.Unbridge unbridge -> Stream.of("unbridge " + unbridge.leg().value());
      case CallEffect.SetTimer set ->
          Stream.of(
              "set %s +%ds"
                  .formatted(
                      name(set.timer()), Duration.between(Scene.START, set.due()).toSeconds()));
      case CallEffect.StopTimer stop -> Stream.of("stop " + name(stop.timer()));
      case CallEffect.Finish _ -> Stream.of("finish");
      case CallEffect.Refer refer ->
          Stream.of("refer " + refer.leg().value() + " to " + refer.target().uri());
      case CallEffect.NotifyReferrer notify ->
          Stream.of("notify " + notify.leg().value() + " " + notify.sipStatus());
      case CallEffect.HandOver(var passage) -> Stream.of("hand over " + names(passage));
      case CallEffect.Split(var ids, var passage) ->
          Stream.of("split " + names(passage) + " into " + ids.callId());
      case CallEffect.Publish _, CallEffect.PublishGrid _ -> Stream.empty();
    };
  }

  private static String names(Passage passage) {
    return passage.travellers().stream()
        .map(traveller -> name(traveller.identifier()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String name(String timer) {
    return timer.replace("invite ", "").replace(Scene.RESOURCE, "").replace("4:", "");
  }

  private static String name(CommunicationIdentifier identifier) {
    return identifier.rawId().replace(Scene.RESOURCE, "").replace("4:", "");
  }
}
