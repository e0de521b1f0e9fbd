package dev.cordboard.journal;

import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallEvent.Recipient;

/// Callback events. A tag is never given twice.
final class CallEventCodec {
  private CallEventCodec() {}

  static void write(EntryWriter out, CallEvent event) {
    out.instant(event.at());
    out.text(event.to().connectionId());
    out.text(event.to().apiVersion());
    out.text(event.to().callbackUri());
    ValueCodec.ids(out, event.ids());
    out.text(event.operationContext());
    ValueCodec.result(out, event.result());
    detail(out, event.detail());
  }

  static CallEvent read(EntryReader in) {
    return new CallEvent(
        in.instant(),
        new Recipient(in.text(), in.text(), in.text()),
        ValueCodec.ids(in),
        in.optionalText(),
        ValueCodec.result(in),
        detail(in));
  }

  private static void detail(EntryWriter out, Detail detail) {
    switch (detail) {
      case Detail.CallConnected _ -> out.tag(1);
      case Detail.CallDisconnected _ -> out.tag(2);
      case Detail.CreateCallFailed _ -> out.tag(3);
      case Detail.AnswerFailed _ -> out.tag(4);
      case Detail.ParticipantsUpdated updated -> {
        out.tag(5);
        out.list(updated.participants(), CallEventCodec::participant);
        out.number(updated.sequenceNumber());
      }
      case Detail.AddParticipantSucceeded added -> {
        out.tag(6);
        ValueCodec.identifier(out, added.participant());
      }
      case Detail.AddParticipantsSucceeded added -> {
        out.tag(18);
        out.list(added.participants(), ValueCodec::identifier);
      }
      case Detail.AddParticipantsFailed failed -> {
        out.tag(19);
        out.list(failed.participants(), ValueCodec::identifier);
      }
      case Detail.AddParticipantFailed failed -> {
        out.tag(7);
        ValueCodec.identifier(out, failed.participant());
      }
      case Detail.CancelAddParticipantSucceeded cancelled -> {
        out.tag(8);
        out.text(cancelled.invitationId());
      }
      case Detail.CancelAddParticipantFailed failed -> {
        out.tag(9);
        out.text(failed.invitationId());
      }
      case Detail.RemoveParticipantSucceeded removed -> {
        out.tag(10);
        ValueCodec.identifier(out, removed.participant());
      }
      case Detail.RemoveParticipantFailed failed -> {
        out.tag(11);
        ValueCodec.identifier(out, failed.participant());
      }
      case Detail.ConnectFailed _ -> out.tag(12);
      case Detail.CallTransferAccepted(var target, var transferee) -> {
        out.tag(13);
        ValueCodec.identifier(out, target);
        ValueCodec.identifier(out, transferee);
      }
      case Detail.CallTransferFailed(var target, var transferee) -> {
        out.tag(14);
        ValueCodec.identifier(out, target);
        ValueCodec.identifier(out, transferee);
      }
      case Detail.MoveParticipantSucceeded(var participant, var fromCall) -> {
        out.tag(15);
        ValueCodec.identifier(out, participant);
        out.text(fromCall);
      }
      case Detail.MoveParticipantFailed(var participant, var fromCall) -> {
        out.tag(16);
        ValueCodec.identifier(out, participant);
        out.text(fromCall);
      }
      case Detail.HoldFailed _ -> out.tag(17);
    }
  }

  private static Detail detail(EntryReader in) {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new Detail.CallConnected();
      case 2 -> new Detail.CallDisconnected();
      case 3 -> new Detail.CreateCallFailed();
      case 4 -> new Detail.AnswerFailed();
      case 5 -> new Detail.ParticipantsUpdated(in.list(CallEventCodec::participant), in.integer());
      case 6 -> new Detail.AddParticipantSucceeded(ValueCodec.identifier(in));
      case 18 -> new Detail.AddParticipantsSucceeded(in.list(ValueCodec::identifier));
      case 19 -> new Detail.AddParticipantsFailed(in.list(ValueCodec::identifier));
      case 7 -> new Detail.AddParticipantFailed(ValueCodec.identifier(in));
      case 8 -> new Detail.CancelAddParticipantSucceeded(in.text());
      case 9 -> new Detail.CancelAddParticipantFailed(in.text());
      case 10 -> new Detail.RemoveParticipantSucceeded(ValueCodec.identifier(in));
      case 11 -> new Detail.RemoveParticipantFailed(ValueCodec.identifier(in));
      case 12 -> new Detail.ConnectFailed();
      case 13 ->
          new Detail.CallTransferAccepted(ValueCodec.identifier(in), ValueCodec.identifier(in));
      case 14 ->
          new Detail.CallTransferFailed(ValueCodec.identifier(in), ValueCodec.identifier(in));
      case 15 -> new Detail.MoveParticipantSucceeded(ValueCodec.identifier(in), in.text());
      case 16 -> new Detail.MoveParticipantFailed(ValueCodec.identifier(in), in.text());
      case 17 -> new Detail.HoldFailed();
      default -> {
        in.fail("event " + tag);
        yield new Detail.CallDisconnected();
      }
    };
  }

  private static void participant(EntryWriter out, Participant participant) {
    ValueCodec.identifier(out, participant.identifier());
    out.flag(participant.isMuted());
    out.flag(participant.isOnHold());
  }

  private static Participant participant(EntryReader in) {
    return new Participant(ValueCodec.identifier(in), in.flag(), in.flag());
  }
}
