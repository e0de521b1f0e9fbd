package dev.cordboard.journal;

import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallEvent.Recipient;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.List;

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
      case Detail.ParticipantsUpdated(var participants, var sequenceNumber) -> {
        out.tag(5);
        out.list(participants, CallEventCodec::participant);
        out.number(sequenceNumber);
      }
      case Detail.AddParticipantSucceeded(var who) -> people(out, 6, who);
      case Detail.AddParticipantFailed(var who) -> people(out, 7, who);
      case Detail.CancelAddParticipantSucceeded(var invitation) -> text(out, 8, invitation);
      case Detail.CancelAddParticipantFailed(var invitation) -> text(out, 9, invitation);
      case Detail.RemoveParticipantSucceeded(var who) -> people(out, 10, who);
      case Detail.RemoveParticipantFailed(var who) -> people(out, 11, who);
      case Detail.ConnectFailed _ -> out.tag(12);
      case Detail.CallTransferAccepted(var target, var transferee) ->
          people(out, 13, target, transferee);
      case Detail.CallTransferFailed(var target, var transferee) ->
          people(out, 14, target, transferee);
      case Detail.MoveParticipantSucceeded(var who, var fromCall) -> {
        people(out, 15, who);
        out.text(fromCall);
      }
      case Detail.MoveParticipantFailed(var who, var fromCall) -> {
        people(out, 16, who);
        out.text(fromCall);
      }
      case Detail.HoldFailed _ -> out.tag(17);
      case Detail.AddParticipantsSucceeded(var all) -> list(out, 18, all);
      case Detail.AddParticipantsFailed(var all) -> list(out, 19, all);
    }
  }

  private static void people(EntryWriter out, int tag, CommunicationIdentifier... people) {
    out.tag(tag);
    for (var each : people) {
      ValueCodec.identifier(out, each);
    }
  }

  private static void list(EntryWriter out, int tag, List<CommunicationIdentifier> people) {
    out.tag(tag);
    out.list(people, ValueCodec::identifier);
  }

  private static void text(EntryWriter out, int tag, String text) {
    out.tag(tag);
    out.text(text);
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
