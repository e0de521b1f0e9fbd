package dev.cordboard.journal;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.LegEnd;
import java.time.Instant;

/// Signals: all begin with their leg.
final class SignalCodec {
  private SignalCodec() {}

  static void write(EntryWriter out, CallInput.Signal signal) {
    InputCodec.begin(out, tag(signal), signal);
    ValueCodec.leg(out, signal.leg());
    switch (signal) {
      case CallInput.Ringing _, CallInput.EarlyMedia _ -> {}
      case CallInput.Answered answered -> ValueCodec.snapshot(out, answered.snapshot());
      case CallInput.Failed failed -> {
        out.number(failed.sipStatus());
        out.text(failed.reason());
        out.optional(failed.q850(), ValueCodec::sip);
      }
      case CallInput.Ended ended -> out.constant(ended.cause());
      case CallInput.HeldByPhone held -> out.flag(held.held());
      case CallInput.LegChanged changed -> ValueCodec.snapshot(out, changed.snapshot());
      case CallInput.ReferAnswered answered -> out.number(answered.sipStatus());
      case CallInput.ReferProgress progress -> out.number(progress.sipStatus());
      case CallInput.Referred referred -> {
        ValueCodec.invitee(out, referred.target());
        ValueCodec.customContext(out, referred.customContext());
      }
    }
  }

  private static int tag(CallInput.Signal signal) {
    return switch (signal) {
      case CallInput.Ringing _ -> 30;
      case CallInput.EarlyMedia _ -> 31;
      case CallInput.Answered _ -> 32;
      case CallInput.Failed _ -> 40;
      case CallInput.Ended _ -> 34;
      case CallInput.HeldByPhone _ -> 35;
      case CallInput.LegChanged _ -> 36;
      case CallInput.ReferAnswered _ -> 37;
      case CallInput.ReferProgress _ -> 38;
      case CallInput.Referred _ -> 39;
    };
  }

  static CallInput read(EntryReader in, int tag, Instant at) {
    var leg = ValueCodec.leg(in);
    return switch (tag) {
      case 30 -> new CallInput.Ringing(at, leg);
      case 31 -> new CallInput.EarlyMedia(at, leg);
      case 32 -> new CallInput.Answered(at, leg, ValueCodec.snapshot(in));
      // As it was before it had the Q.850 cause.
      case 33 -> new CallInput.Failed(at, leg, in.integer(), in.text());
      case 34 -> new CallInput.Ended(at, leg, in.constant(LegEnd.values()));
      case 35 -> new CallInput.HeldByPhone(at, leg, in.flag());
      case 36 -> new CallInput.LegChanged(at, leg, ValueCodec.snapshot(in));
      case 37 -> new CallInput.ReferAnswered(at, leg, in.integer());
      case 38 -> new CallInput.ReferProgress(at, leg, in.integer());
      case 39 ->
          new CallInput.Referred(at, leg, ValueCodec.invitee(in), ValueCodec.customContext(in));
      case 40 ->
          new CallInput.Failed(at, leg, in.integer(), in.text(), in.optional(ValueCodec::sip));
      default -> InputCodec.unknown(in, tag, at);
    };
  }
}
