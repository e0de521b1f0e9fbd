package dev.cordboard.journal;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallInput.PhoneAnswerer;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CustomContext;
import java.time.Instant;

/// Commands of applications.
final class CommandCodec {
  private CommandCodec() {}

  static void write(EntryWriter out, CallInput.Command command) {
    switch (command) {
      case CallInput.Create create -> write(out, create);
      case CallInput.Answer answer -> write(out, answer);
      case CallInput.Reject reject -> {
        InputCodec.begin(out, 11, reject);
        out.text(reject.invitationId());
        out.constant(reject.reason());
      }
      case CallInput.Redirect redirect -> {
        InputCodec.begin(out, 18, redirect);
        out.text(redirect.invitationId());
        ValueCodec.invitee(out, redirect.target());
        ValueCodec.customContext(out, redirect.customContext());
      }
      case CallInput.HangUp hangUp -> {
        InputCodec.begin(out, 13, hangUp);
        out.text(hangUp.connectionId());
      }
      case CallInput.Terminate terminate -> {
        InputCodec.begin(out, 14, terminate);
        out.text(terminate.connectionId());
      }
      case CallInput.Connect connect -> {
        InputCodec.begin(out, 19, connect);
        ValueCodec.terms(out, connect.terms());
        ValueCodec.identifier(out, connect.source());
      }
      case CallInput.ConnectNowhere connect -> {
        InputCodec.begin(out, 20, connect);
        ValueCodec.ids(out, connect.ids());
        ValueCodec.terms(out, connect.terms());
        ValueCodec.identifier(out, connect.source());
        ValueCodec.result(out, connect.why());
      }
      case CallInput.AddParticipant _,
          CallInput.AddParticipants _,
          CallInput.CancelAddParticipant _,
          CallInput.RemoveParticipant _,
          CallInput.Transfer _,
          CallInput.MoveOut _,
          CallInput.MoveIn _,
          CallInput.Mute _,
          CallInput.Hold _ ->
          writeOperation(out, command);
    }
  }

  private static void writeOperation(EntryWriter out, CallInput.Command command) {
    switch (command) {
      case CallInput.AddParticipant add -> write(out, add);
      case CallInput.AddParticipants add -> {
        InputCodec.begin(out, 29, add);
        operation(out, add.operation());
        out.list(add.participants(), ValueCodec::invitee);
        out.optional(add.sourceCallerId(), ValueCodec::phoneNumber);
        out.number(add.ringSeconds());
      }
      case CallInput.CancelAddParticipant cancel -> {
        InputCodec.begin(out, 16, cancel);
        operation(out, cancel.operation());
        out.text(cancel.invitationId());
      }
      case CallInput.RemoveParticipant remove -> {
        InputCodec.begin(out, 17, remove);
        operation(out, remove.operation());
        ValueCodec.identifier(out, remove.participant());
      }
      case CallInput.Transfer transfer -> write(out, transfer);
      case CallInput.MoveOut move -> {
        InputCodec.begin(out, 22, move);
        out.text(move.connectionId());
        out.list(move.participants(), ValueCodec::identifier);
      }
      case CallInput.MoveIn move -> {
        InputCodec.begin(out, 23, move);
        operation(out, move.operation());
        PassageCodec.write(out, move.passage());
        out.text(move.fromConnection());
      }
      case CallInput.Mute mute -> {
        InputCodec.begin(out, 24, mute);
        operation(out, mute.operation());
        ValueCodec.identifier(out, mute.participant());
        out.flag(mute.muted());
      }
      case CallInput.Hold hold -> {
        InputCodec.begin(out, 25, hold);
        operation(out, hold.operation());
        ValueCodec.identifier(out, hold.participant());
        out.flag(hold.held());
      }
      case CallInput.Create _,
          CallInput.Answer _,
          CallInput.Reject _,
          CallInput.Redirect _,
          CallInput.HangUp _,
          CallInput.Terminate _,
          CallInput.Connect _,
          CallInput.ConnectNowhere _ ->
          throw new IllegalArgumentException("no operation: " + command);
    }
  }

  private static void write(EntryWriter out, CallInput.Create create) {
    InputCodec.begin(out, 1, create);
    ValueCodec.ids(out, create.ids());
    ValueCodec.terms(out, create.terms());
    ValueCodec.identifier(out, create.source());
    out.flag(create.sourceGiven());
    out.optional(create.sourceCallerId(), ValueCodec::phoneNumber);
    out.text(create.sourceDisplayName());
    out.list(create.targets(), ValueCodec::invitee);
    ValueCodec.customContext(out, create.customContext());
  }

  static CallInput create(EntryReader in, Instant at) {
    return new CallInput.Create(
        at,
        ValueCodec.ids(in),
        ValueCodec.terms(in),
        ValueCodec.identifier(in),
        in.flag(),
        in.optional(ValueCodec::phoneNumber),
        in.optionalText(),
        in.list(ValueCodec::invitee),
        ValueCodec.customContext(in));
  }

  private static void write(EntryWriter out, CallInput.Answer answer) {
    InputCodec.begin(out, 10, answer);
    out.text(answer.invitationId());
    ValueCodec.terms(out, answer.terms());
    out.optional(answer.answeredBy(), ValueCodec::identifier);
    ValueCodec.identifier(out, answer.phoneAnswerer().target());
    ValueCodec.identifier(out, answer.phoneAnswerer().participant());
  }

  private static void write(EntryWriter out, CallInput.AddParticipant add) {
    InputCodec.begin(out, 15, add);
    operation(out, add.operation());
    ValueCodec.invitee(out, add.participant());
    out.optional(add.sourceCallerId(), ValueCodec::phoneNumber);
    out.text(add.sourceDisplayName());
    out.number(add.ringSeconds());
    ValueCodec.customContext(out, add.customContext());
  }

  private static void write(EntryWriter out, CallInput.Transfer transfer) {
    InputCodec.begin(out, 21, transfer);
    operation(out, transfer.operation());
    ValueCodec.invitee(out, transfer.target());
    out.optional(transfer.transferee(), ValueCodec::identifier);
    out.optional(transfer.sourceCallerId(), ValueCodec::phoneNumber);
    ValueCodec.customContext(out, transfer.customContext());
    ValueCodec.ids(out, transfer.splitIds());
    out.flag(transfer.byRefer());
  }

  static CallInput read(EntryReader in, int tag, Instant at) {
    return switch (tag) {
      case 10 ->
          new CallInput.Answer(
              at,
              in.text(),
              ValueCodec.terms(in),
              in.optional(ValueCodec::identifier),
              new PhoneAnswerer(ValueCodec.identifier(in), ValueCodec.identifier(in)));
      case 11 -> new CallInput.Reject(at, in.text(), in.constant(RejectReason.values()));
      // As it was before a redirect had a context of its own.
      case 12 -> new CallInput.Redirect(at, in.text(), ValueCodec.invitee(in), CustomContext.NONE);
      case 13 -> new CallInput.HangUp(at, in.text());
      case 14 -> new CallInput.Terminate(at, in.text());
      case 18 ->
          new CallInput.Redirect(
              at, in.text(), ValueCodec.invitee(in), ValueCodec.customContext(in));
      case 19 -> new CallInput.Connect(at, ValueCodec.terms(in), ValueCodec.identifier(in));
      case 20 ->
          new CallInput.ConnectNowhere(
              at,
              ValueCodec.ids(in),
              ValueCodec.terms(in),
              ValueCodec.identifier(in),
              ValueCodec.result(in));
      default -> readOperation(in, tag, at);
    };
  }

  private static CallInput readOperation(EntryReader in, int tag, Instant at) {
    return switch (tag) {
      case 15 ->
          new CallInput.AddParticipant(
              at,
              operation(in),
              ValueCodec.invitee(in),
              in.optional(ValueCodec::phoneNumber),
              in.optionalText(),
              in.integer(),
              ValueCodec.customContext(in));
      case 29 ->
          new CallInput.AddParticipants(
              at,
              operation(in),
              in.list(ValueCodec::invitee),
              in.optional(ValueCodec::phoneNumber),
              in.integer());
      case 16 -> new CallInput.CancelAddParticipant(at, operation(in), in.text());
      case 17 -> new CallInput.RemoveParticipant(at, operation(in), ValueCodec.identifier(in));
      case 21 ->
          new CallInput.Transfer(
              at,
              operation(in),
              ValueCodec.invitee(in),
              in.optional(ValueCodec::identifier),
              in.optional(ValueCodec::phoneNumber),
              ValueCodec.customContext(in),
              ValueCodec.ids(in),
              in.flag());
      case 22 -> new CallInput.MoveOut(at, in.text(), in.list(ValueCodec::identifier));
      case 23 -> new CallInput.MoveIn(at, operation(in), PassageCodec.read(in), in.text());
      case 24 -> new CallInput.Mute(at, operation(in), ValueCodec.identifier(in), in.flag());
      case 25 -> new CallInput.Hold(at, operation(in), ValueCodec.identifier(in), in.flag());
      default -> InputCodec.unknown(in, tag, at);
    };
  }

  private static void operation(EntryWriter out, Operation operation) {
    out.text(operation.connectionId());
    out.text(operation.operationContext());
    out.text(operation.operationCallbackUri());
  }

  private static Operation operation(EntryReader in) {
    return new Operation(in.text(), in.optionalText(), in.optionalText());
  }
}
