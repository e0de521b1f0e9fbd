package dev.cordboard.journal;

import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallResult.SipDetail;
import dev.cordboard.call.Caller;
import dev.cordboard.call.ConnectionTerms;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.Invitee;
import dev.cordboard.call.LegId;
import dev.cordboard.call.LegSnapshot;
import dev.cordboard.call.Reach;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identifier.CommunicationIdentifier.MicrosoftTeamsApp;
import dev.cordboard.identifier.CommunicationIdentifier.MicrosoftTeamsUser;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.identifier.CommunicationIdentifier.TeamsExtensionUser;
import dev.cordboard.identifier.CommunicationIdentifier.Unknown;
import java.util.Optional;

/// The values that inputs and events share. What a method writes, the one below it reads.
final class ValueCodec {
  private ValueCodec() {}

  static void identifier(EntryWriter out, CommunicationIdentifier identifier) {
    switch (identifier) {
      case CommunicationUser user -> {
        out.tag(1);
        out.text(user.rawId());
      }
      case PhoneNumber phone -> {
        out.tag(2);
        out.text(phone.value());
      }
      case MicrosoftTeamsUser teams -> {
        out.tag(3);
        out.text(teams.rawId());
        out.text(teams.userId());
        out.flag(teams.isAnonymous());
        out.text(teams.cloud());
      }
      case MicrosoftTeamsApp app -> {
        out.tag(4);
        out.text(app.rawId());
        out.text(app.appId());
        out.text(app.cloud());
      }
      case TeamsExtensionUser extension -> {
        out.tag(5);
        out.text(extension.rawId());
        out.text(extension.userId());
        out.text(extension.tenantId());
        out.text(extension.resourceId());
        out.text(extension.cloud());
      }
      case Unknown unknown -> {
        out.tag(6);
        out.text(unknown.rawId());
      }
    }
  }

  static CommunicationIdentifier identifier(EntryReader in) {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new CommunicationUser(in.text());
      case 2 -> phoneNumber(in);
      case 3 -> new MicrosoftTeamsUser(in.text(), in.text(), in.flag(), in.text());
      case 4 -> new MicrosoftTeamsApp(in.text(), in.text(), in.text());
      case 5 -> new TeamsExtensionUser(in.text(), in.text(), in.text(), in.text(), in.text());
      case 6 -> new Unknown(in.text());
      default -> {
        in.fail("identifier kind " + tag);
        yield new Unknown("");
      }
    };
  }

  static void phoneNumber(EntryWriter out, PhoneNumber number) {
    out.text(number.value());
  }

  static PhoneNumber phoneNumber(EntryReader in) {
    return new PhoneNumber(in.text());
  }

  static void ids(EntryWriter out, CallIds ids) {
    out.text(ids.callId());
    out.text(ids.serverCallId());
    out.text(ids.correlationId());
  }

  static CallIds ids(EntryReader in) {
    return new CallIds(in.text(), in.text(), in.text());
  }

  static void terms(EntryWriter out, ConnectionTerms terms) {
    out.text(terms.connectionId());
    out.text(terms.apiVersion());
    out.text(terms.callbackUri());
    out.text(terms.operationContext());
    out.text(terms.cognitiveServicesEndpoint());
  }

  static ConnectionTerms terms(EntryReader in) {
    return new ConnectionTerms(
        in.text(), in.text(), in.text(), in.optionalText(), in.optionalText());
  }

  static void leg(EntryWriter out, LegId leg) {
    out.text(leg.value());
  }

  static LegId leg(EntryReader in) {
    return new LegId(in.text());
  }

  static void snapshot(EntryWriter out, LegSnapshot snapshot) {
    out.text(snapshot.base64());
  }

  static LegSnapshot snapshot(EntryReader in) {
    return new LegSnapshot(in.text());
  }

  static void caller(EntryWriter out, Caller caller) {
    identifier(out, caller.identifier());
    out.optional(caller.callerId(), ValueCodec::phoneNumber);
    out.text(caller.displayName());
  }

  static Caller caller(EntryReader in) {
    return new Caller(identifier(in), in.optional(ValueCodec::phoneNumber), in.text());
  }

  static void customContext(EntryWriter out, CustomContext context) {
    out.map(context.sipHeaders());
    out.map(context.voipHeaders());
  }

  static CustomContext customContext(EntryReader in) {
    return new CustomContext(in.map(), in.map());
  }

  static void invitee(EntryWriter out, Invitee invitee) {
    identifier(out, invitee.identifier());
    out.text(invitee.invitationId());
    reach(out, invitee.reach());
  }

  static Invitee invitee(EntryReader in) {
    return new Invitee(identifier(in), in.text(), reach(in));
  }

  private static void reach(EntryWriter out, Reach reach) {
    switch (reach) {
      case Reach.Ring ring -> {
        out.tag(1);
        out.list(ring.devices(), ValueCodec::device);
        out.flag(ring.incomingCall());
        out.duration(ring.ringLimit());
      }
      case Reach.Nowhere nowhere -> {
        out.tag(2);
        result(out, nowhere.result());
      }
    }
  }

  private static Reach reach(EntryReader in) {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new Reach.Ring(in.list(ValueCodec::device), in.flag(), in.duration());
      case 2 -> new Reach.Nowhere(result(in));
      default -> {
        in.fail("reach " + tag);
        yield new Reach.Nowhere(CallResult.OK);
      }
    };
  }

  private static void device(EntryWriter out, Reach.Device device) {
    leg(out, device.leg());
    out.text(device.uri());
    out.text(device.trunk());
    out.flag(device.phone());
  }

  private static Reach.Device device(EntryReader in) {
    return new Reach.Device(leg(in), in.text(), in.text(), in.flag());
  }

  /// What lies behind a result: nothing, a SIP answer, or a cause of the telephone network as well.
  static void result(EntryWriter out, CallResult result) {
    out.number(result.code());
    out.number(result.subCode());
    out.text(result.message());
    out.tag((result.sip().isPresent() ? 1 : 0) + (result.q850().isPresent() ? 2 : 0));
    result.sip().ifPresent(sip -> sip(out, sip));
    result.q850().ifPresent(q850 -> sip(out, q850));
  }

  static CallResult result(EntryReader in) {
    int code = in.integer();
    int subCode = in.integer();
    var message = in.text();
    int behind = in.tag();
    if (behind < 0 || behind > 3) {
      in.fail("result with " + behind);
    }
    return new CallResult(
        code,
        subCode,
        message,
        (behind & 1) == 0 ? Optional.empty() : Optional.of(sip(in)),
        (behind & 2) == 0 ? Optional.empty() : Optional.of(sip(in)));
  }

  static void sip(EntryWriter out, SipDetail sip) {
    out.number(sip.code());
    out.text(sip.message());
  }

  static SipDetail sip(EntryReader in) {
    return new SipDetail(in.integer(), in.text());
  }
}
