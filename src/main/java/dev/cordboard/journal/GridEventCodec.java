package dev.cordboard.journal;

import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.GridEvent;
import dev.cordboard.call.GridEvent.Facts;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Event Grid events. A tag is never given twice.
final class GridEventCodec {
  private GridEventCodec() {}

  static void write(EntryWriter out, GridEvent event) {
    out.tag(tag(event));
    out.instant(event.at());
    ValueCodec.ids(out, event.ids());
    switch (event) {
      case GridEvent.IncomingCall call -> {
        out.text(call.invitationId());
        ValueCodec.identifier(out, call.from());
        ValueCodec.identifier(out, call.to());
        out.text(call.callerDisplayName());
        out.optional(call.customContext(), ValueCodec::customContext);
      }
      case GridEvent.CallStarted started -> facts(out, started.facts());
      case GridEvent.CallEnded ended -> {
        facts(out, ended.facts());
        out.optional(ended.endedBy(), ValueCodec::identifier);
        ValueCodec.result(out, ended.reason());
        out.duration(ended.duration());
      }
      case GridEvent.ParticipantAdded added -> {
        facts(out, added.facts());
        user(out, added.user(), added.displayName(), added.participantId());
      }
      case GridEvent.ParticipantRemoved removed -> {
        facts(out, removed.facts());
        user(out, removed.user(), removed.displayName(), removed.participantId());
      }
    }
  }

  private static int tag(GridEvent event) {
    return switch (event) {
      case GridEvent.IncomingCall _ -> 1;
      case GridEvent.CallStarted _ -> 2;
      case GridEvent.CallEnded _ -> 3;
      case GridEvent.ParticipantAdded _ -> 4;
      case GridEvent.ParticipantRemoved _ -> 5;
    };
  }

  static GridEvent read(EntryReader in) {
    int tag = in.tag();
    var at = in.instant();
    var ids = ValueCodec.ids(in);
    return switch (tag) {
      case 1 ->
          new GridEvent.IncomingCall(
              at,
              ids,
              in.text(),
              ValueCodec.identifier(in),
              ValueCodec.identifier(in),
              in.text(),
              in.optional(ValueCodec::customContext));
      case 2 -> new GridEvent.CallStarted(at, ids, facts(in));
      case 3 ->
          new GridEvent.CallEnded(
              at,
              ids,
              facts(in),
              in.optional(ValueCodec::identifier),
              ValueCodec.result(in),
              in.duration());
      case 4 ->
          new GridEvent.ParticipantAdded(
              at, ids, facts(in), ValueCodec.identifier(in), in.text(), in.text());
      case 5 ->
          new GridEvent.ParticipantRemoved(
              at, ids, facts(in), ValueCodec.identifier(in), in.text(), in.text());
      default -> unknown(in, tag, at, ids);
    };
  }

  private static GridEvent unknown(EntryReader in, int tag, Instant at, CallIds ids) {
    in.fail("grid event " + tag);
    return new GridEvent.CallEnded(
        at, ids, facts(in), Optional.empty(), CallResult.OK, Duration.ZERO);
  }

  private static void user(
      EntryWriter out, CommunicationIdentifier user, String displayName, String participantId) {
    ValueCodec.identifier(out, user);
    out.text(displayName);
    out.text(participantId);
  }

  private static void facts(EntryWriter out, Facts facts) {
    ValueCodec.identifier(out, facts.startedBy());
    out.optional(facts.gathering(), InputCodec::gathering);
    out.flag(facts.isTwoParty());
  }

  private static Facts facts(EntryReader in) {
    return new Facts(ValueCodec.identifier(in), in.optional(InputCodec::gathering), in.flag());
  }
}
