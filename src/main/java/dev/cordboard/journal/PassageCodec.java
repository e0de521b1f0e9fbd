package dev.cordboard.journal;

import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.CallSnapshot.Way;
import dev.cordboard.call.Passage;
import dev.cordboard.call.Passage.Leg;
import dev.cordboard.call.Passage.Traveller;

/// Parties on their way between two calls, as the journal of the one they come to keeps them.
final class PassageCodec {
  private PassageCodec() {}

  static void write(EntryWriter out, Passage passage) {
    out.list(passage.travellers(), PassageCodec::traveller);
    out.number(passage.rosterVersion());
  }

  static Passage read(EntryReader in) {
    return new Passage(in.list(PassageCodec::traveller), in.integer());
  }

  private static void traveller(EntryWriter out, Traveller traveller) {
    out.text(traveller.id());
    ValueCodec.identifier(out, traveller.identifier());
    out.text(traveller.displayName());
    out.optional(traveller.leg(), PassageCodec::leg);
    out.optional(traveller.connection(), PassageCodec::connection);
    out.flag(traveller.muted());
    out.flag(traveller.held());
    out.flag(traveller.heldByPhone());
  }

  private static Traveller traveller(EntryReader in) {
    return new Traveller(
        in.text(),
        ValueCodec.identifier(in),
        in.text(),
        in.optional(PassageCodec::leg),
        in.optional(PassageCodec::connection),
        in.flag(),
        in.flag(),
        in.flag());
  }

  private static void leg(EntryWriter out, Leg leg) {
    ValueCodec.leg(out, leg.id());
    ValueCodec.snapshot(out, leg.snapshot());
  }

  private static Leg leg(EntryReader in) {
    return new Leg(ValueCodec.leg(in), ValueCodec.snapshot(in));
  }

  private static void connection(EntryWriter out, ConnectionView view) {
    ValueCodec.ids(out, view.ids());
    ValueCodec.terms(out, view.terms());
    out.constant(view.state());
    out.constant(view.way());
    ValueCodec.identifier(out, view.source());
    out.optional(view.sourceCallerId(), ValueCodec::phoneNumber);
    out.text(view.sourceDisplayName());
    out.list(view.targets(), ValueCodec::identifier);
    out.optional(view.answeredBy(), ValueCodec::identifier);
    out.optional(view.answeredFor(), ValueCodec::phoneNumber);
  }

  private static ConnectionView connection(EntryReader in) {
    return new ConnectionView(
        ValueCodec.ids(in),
        ValueCodec.terms(in),
        in.constant(State.values()),
        in.constant(Way.values()),
        ValueCodec.identifier(in),
        in.optional(ValueCodec::phoneNumber),
        in.optionalText(),
        in.list(ValueCodec::identifier),
        in.optional(ValueCodec::identifier),
        in.optional(ValueCodec::phoneNumber));
  }
}
