package dev.cordboard.journal;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.CallResult;
import java.time.Instant;

/// Inputs: a tag, the time, then the members in their order. A tag is never given twice, so that
/// old journals stay readable. Tags from 10 on are commands, from 30 on signals.
final class InputCodec {
  private static final int FIRST_COMMAND = 10;
  private static final int FIRST_SIGNAL = 30;

  private InputCodec() {}

  static void write(EntryWriter out, CallInput input) {
    switch (input) {
      case CallInput.Command command -> CommandCodec.write(out, command);
      case CallInput.Signal signal -> SignalCodec.write(out, signal);
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
      case CallInput.Replace replace -> {
        begin(out, 6, replace);
        ValueCodec.leg(out, replace.leg());
        ValueCodec.caller(out, replace.caller());
        ValueCodec.leg(out, replace.seat());
        ValueCodec.snapshot(out, replace.snapshot());
      }
      case CallInput.Continue(var _, var ids, var passage) -> {
        begin(out, 7, input);
        ValueCodec.ids(out, ids);
        PassageCodec.write(out, passage);
      }
      case CallInput.GiveSeat(var _, var referrer) -> {
        begin(out, 8, input);
        ValueCodec.leg(out, referrer);
      }
      case CallInput.TakeSeat(var _, var seat, var passage) -> {
        begin(out, 9, input);
        ValueCodec.leg(out, seat);
        PassageCodec.write(out, passage);
      }
    }
  }

  static void begin(EntryWriter out, int tag, CallInput input) {
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

  static CallInput read(EntryReader in) {
    int tag = in.tag();
    var at = in.instant();
    return switch (tag) {
      case 1 -> CommandCodec.create(in, at);
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
      case 6 ->
          new CallInput.Replace(
              at,
              ValueCodec.leg(in),
              ValueCodec.caller(in),
              ValueCodec.leg(in),
              ValueCodec.snapshot(in));
      case 7 -> new CallInput.Continue(at, ValueCodec.ids(in), PassageCodec.read(in));
      case 8 -> new CallInput.GiveSeat(at, ValueCodec.leg(in));
      case 9 -> new CallInput.TakeSeat(at, ValueCodec.leg(in), PassageCodec.read(in));
      default -> commandOrSignal(in, tag, at);
    };
  }

  private static CallInput commandOrSignal(EntryReader in, int tag, Instant at) {
    if (tag < FIRST_COMMAND) {
      return unknown(in, tag, at);
    }
    return tag < FIRST_SIGNAL ? CommandCodec.read(in, tag, at) : SignalCodec.read(in, tag, at);
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

  static CallInput unknown(EntryReader in, int tag, Instant at) {
    in.fail("input " + tag);
    return new CallInput.End(at, CallResult.OK);
  }

  static void gathering(EntryWriter out, Gathering gathering) {
    out.constant(gathering.kind());
    out.text(gathering.id());
  }

  static Gathering gathering(EntryReader in) {
    return new Gathering(in.constant(Gathering.Kind.values()), in.text());
  }
}
