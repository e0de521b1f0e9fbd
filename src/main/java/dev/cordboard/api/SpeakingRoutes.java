package dev.cordboard.api;

import dev.cordboard.dialect.RequestMembers;
import dev.cordboard.engine.Calls;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import java.util.List;
import java.util.Optional;

/// Who is heard and who hears: mute, unmute, hold, unhold.
final class SpeakingRoutes {
  private static final String TARGETS = "targetParticipants";
  private static final String TARGET = "targetParticipant";

  private final Calls calls;
  private final CallActions actions;

  SpeakingRoutes(Calls calls, CallActions actions) {
    this.calls = calls;
    this.actions = actions;
  }

  Answer mute(Request request) {
    return mute(request, "MuteParticipantsRequest", "MuteParticipantsResult", true);
  }

  Answer unmute(Request request) {
    return mute(request, "UnmuteParticipantsRequest", "UnmuteParticipantsResponse", false);
  }

  private Answer mute(Request request, String model, String answer, boolean muted) {
    return actions.run(
        request,
        model,
        SpeakingRoutes::oneUser,
        asked -> {
          var who = asked.members().identifiers(TARGETS).getFirst();
          return asked.ask(
              calls,
              each -> each.mute(asked.operation(), who, muted),
              reply -> asked.echo(reply, answer));
        });
  }

  /// A list by its form, but the service takes one at a time, and users only (trace 12).
  private static Optional<Breach> oneUser(RequestMembers members) {
    var targets = members.identifiers(TARGETS);
    if (targets.size() > 1) {
      return Optional.of(Breach.argument(TARGETS, "one participant at a time is muted"));
    }
    return targets.getFirst() instanceof CommunicationUser
        ? Optional.empty()
        : Optional.of(Breach.argument(TARGETS + "[0]", "only a communication user can be muted"));
  }

  Answer hold(Request request) {
    return hold(request, "HoldRequest", true);
  }

  Answer unhold(Request request) {
    return hold(request, "UnholdRequest", false);
  }

  private Answer hold(Request request, String model, boolean held) {
    return actions.run(
        request,
        model,
        members -> RequestRules.unbuilt(members, List.of("playSourceInfo")),
        asked -> {
          var who = asked.members().identifier(TARGET).orElseThrow();
          return asked.ask(calls, each -> each.hold(asked.operation(), who, held), asked::empty);
        });
  }
}
