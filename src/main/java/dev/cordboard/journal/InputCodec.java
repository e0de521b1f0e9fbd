package dev.cordboard.journal;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.CallInput.LegEnd;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallInput.PhoneAnswerer;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallResult;
import java.time.Instant;

/// Inputs: a tag, the time, then the members in their order. A tag is never given twice, so that
/// old journals stay readable.
final class InputCodec {
  private InputCodec() {}

  static void write(EntryWriter out, CallInput input) {
    switch (input) {
      case CallInput.Command command -> write(out, command);
      case CallInput.Signal signal -> write(out, signal);
      case CallInput.Arrive arrive -> write(out, arrive);
      case CallInput.Join join -> {
        begin(out, 3, join);
        ValueCodec.ids(out, join.ids());
        ValueCodec.leg(out, join.leg());
        ValueCodec.caller(out, join.caller());
        gathering(out, join.gathering());
        ValueCodec.snapshot(out, join.snapshot());
      }
      case CallInput.TimerFired fired -> {
        begin(out, 4, fired);
        out.text(fired.timer());
      }
      case CallInput.End end -> {
        begin(out, 5, end);
        ValueCodec.result(out, end.result());
      }
      case CallInput.Replace _, CallInput.Continue _, CallInput.GiveSeat _, CallInput.TakeSeat _ ->
          throw new IllegalArgumentException("not journalled yet");
    }
  }

  private static void begin(EntryWriter out, int tag, CallInput input) {
    out.tag(tag);
    out.instant(input.at());
  }

  private static void write(EntryWriter out, CallInput.Arrive arrive) {
    begin(out, 2, arrive);
    ValueCodec.ids(out, arrive.ids());
    ValueCodec.leg(out, arrive.leg());
    ValueCodec.caller(out, arrive.caller());
    ValueCodec.invitee(out, arrive.target());
    ValueCodec.customContext(out, arrive.customContext());
    out.flag(arrive.callerOnRoster());
    ValueCodec.snapshot(out, arrive.snapshot());
  }

  private static void write(EntryWriter out, CallInput.Command command) {
    switch (command) {
      case CallInput.Create create -> write(out, create);
      case CallInput.Answer answer -> {
        begin(out, 10, answer);
        out.text(answer.invitationId());
        ValueCodec.terms(out, answer.terms());
        out.optional(answer.answeredBy(), ValueCodec::identifier);
        ValueCodec.identifier(out, answer.phoneAnswerer().target());
        ValueCodec.identifier(out, answer.phoneAnswerer().participant());
      }
      case CallInput.Reject reject -> {
        begin(out, 11, reject);
        out.text(reject.invitationId());
        out.constant(reject.reason());
      }
      case CallInput.Redirect redirect -> {
        begin(out, 12, redirect);
        out.text(redirect.invitationId());
        ValueCodec.invitee(out, redirect.target());
      }
      case CallInput.HangUp hangUp -> {
        begin(out, 13, hangUp);
        out.text(hangUp.connectionId());
      }
      case CallInput.Terminate terminate -> {
        begin(out, 14, terminate);
        out.text(terminate.connectionId());
      }
      case CallInput.AddParticipant add -> write(out, add);
      case CallInput.CancelAddParticipant cancel -> {
        begin(out, 16, cancel);
        operation(out, cancel.operation());
        out.text(cancel.invitationId());
      }
      case CallInput.RemoveParticipant remove -> {
        begin(out, 17, remove);
        operation(out, remove.operation());
        ValueCodec.identifier(out, remove.participant());
      }
      case CallInput.Connect _,
          CallInput.ConnectNowhere _,
          CallInput.Transfer _,
          CallInput.MoveOut _,
          CallInput.MoveIn _,
          CallInput.Mute _,
          CallInput.Hold _ ->
          throw new IllegalArgumentException("not journalled yet");
    }
  }

  private static void write(EntryWriter out, CallInput.Create create) {
    begin(out, 1, create);
    ValueCodec.ids(out, create.ids());
    ValueCodec.terms(out, create.terms());
    ValueCodec.identifier(out, create.source());
    out.flag(create.sourceGiven());
    out.optional(create.sourceCallerId(), ValueCodec::phoneNumber);
    out.text(create.sourceDisplayName());
    out.list(create.targets(), ValueCodec::invitee);
    ValueCodec.customContext(out, create.customContext());
  }

  private static void write(EntryWriter out, CallInput.AddParticipant add) {
    begin(out, 15, add);
    operation(out, add.operation());
    ValueCodec.invitee(out, add.participant());
    out.optional(add.sourceCallerId(), ValueCodec::phoneNumber);
    out.text(add.sourceDisplayName());
    out.number(add.ringSeconds());
    ValueCodec.customContext(out, add.customContext());
  }

  private static void write(EntryWriter out, CallInput.Signal signal) {
    begin(out, tag(signal), signal);
    ValueCodec.leg(out, signal.leg());
    switch (signal) {
      case CallInput.Ringing _, CallInput.EarlyMedia _ -> {}
      case CallInput.Answered answered -> ValueCodec.snapshot(out, answered.snapshot());
      case CallInput.Failed failed -> {
        out.number(failed.sipStatus());
        out.text(failed.reason());
      }
      case CallInput.Ended ended -> out.constant(ended.cause());
      case CallInput.HeldByPhone held -> out.flag(held.held());
      case CallInput.LegChanged changed -> ValueCodec.snapshot(out, changed.snapshot());
      case CallInput.ReferAnswered _, CallInput.ReferProgress _, CallInput.Referred _ ->
          throw new IllegalArgumentException("not journalled yet");
    }
  }

  private static int tag(CallInput.Signal signal) {
    return switch (signal) {
      case CallInput.Ringing _ -> 30;
      case CallInput.EarlyMedia _ -> 31;
      case CallInput.Answered _ -> 32;
      case CallInput.Failed _ -> 33;
      case CallInput.Ended _ -> 34;
      case CallInput.HeldByPhone _ -> 35;
      case CallInput.LegChanged _ -> 36;
      case CallInput.ReferAnswered _ -> 37;
      case CallInput.ReferProgress _ -> 38;
      case CallInput.Referred _ -> 39;
    };
  }

  static CallInput read(EntryReader in) {
    int tag = in.tag();
    var at = in.instant();
    return switch (tag) {
      case 1 -> create(in, at);
      case 2 -> arrive(in, at);
      case 3 ->
          new CallInput.Join(
              at,
              ValueCodec.ids(in),
              ValueCodec.leg(in),
              ValueCodec.caller(in),
              gathering(in),
              ValueCodec.snapshot(in));
      case 4 -> new CallInput.TimerFired(at, in.text());
      case 5 -> new CallInput.End(at, ValueCodec.result(in));
      default -> tag < 30 ? command(in, tag, at) : signal(in, tag, at);
    };
  }

  private static CallInput create(EntryReader in, Instant at) {
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

  private static CallInput arrive(EntryReader in, Instant at) {
    return new CallInput.Arrive(
        at,
        ValueCodec.ids(in),
        ValueCodec.leg(in),
        ValueCodec.caller(in),
        ValueCodec.invitee(in),
        ValueCodec.customContext(in),
        in.flag(),
        ValueCodec.snapshot(in));
  }

  private static CallInput command(EntryReader in, int tag, Instant at) {
    return switch (tag) {
      case 10 ->
          new CallInput.Answer(
              at,
              in.text(),
              ValueCodec.terms(in),
              in.optional(ValueCodec::identifier),
              new PhoneAnswerer(ValueCodec.identifier(in), ValueCodec.identifier(in)));
      case 11 -> new CallInput.Reject(at, in.text(), in.constant(RejectReason.values()));
      case 12 -> new CallInput.Redirect(at, in.text(), ValueCodec.invitee(in));
      case 13 -> new CallInput.HangUp(at, in.text());
      case 14 -> new CallInput.Terminate(at, in.text());
      case 15 ->
          new CallInput.AddParticipant(
              at,
              operation(in),
              ValueCodec.invitee(in),
              in.optional(ValueCodec::phoneNumber),
              in.optionalText(),
              in.integer(),
              ValueCodec.customContext(in));
      case 16 -> new CallInput.CancelAddParticipant(at, operation(in), in.text());
      case 17 -> new CallInput.RemoveParticipant(at, operation(in), ValueCodec.identifier(in));
      default -> unknown(in, tag, at);
    };
  }

  private static CallInput signal(EntryReader in, int tag, Instant at) {
    var leg = ValueCodec.leg(in);
    return switch (tag) {
      case 30 -> new CallInput.Ringing(at, leg);
      case 31 -> new CallInput.EarlyMedia(at, leg);
      case 32 -> new CallInput.Answered(at, leg, ValueCodec.snapshot(in));
      case 33 -> new CallInput.Failed(at, leg, in.integer(), in.text());
      case 34 -> new CallInput.Ended(at, leg, in.constant(LegEnd.values()));
      case 35 -> new CallInput.HeldByPhone(at, leg, in.flag());
      case 36 -> new CallInput.LegChanged(at, leg, ValueCodec.snapshot(in));
      default -> unknown(in, tag, at);
    };
  }

  private static CallInput unknown(EntryReader in, int tag, Instant at) {
    in.fail("input " + tag);
    return new CallInput.End(at, CallResult.OK);
  }

  private static void operation(EntryWriter out, Operation operation) {
    out.text(operation.connectionId());
    out.text(operation.operationContext());
    out.text(operation.operationCallbackUri());
  }

  private static Operation operation(EntryReader in) {
    return new Operation(in.text(), in.optionalText(), in.optionalText());
  }

  static void gathering(EntryWriter out, Gathering gathering) {
    out.constant(gathering.kind());
    out.text(gathering.id());
  }

  static Gathering gathering(EntryReader in) {
    return new Gathering(in.constant(Gathering.Kind.values()), in.text());
  }
}
