package dev.cordboard.call;

import java.time.Instant;

/// What a call wants done, as data; `engine` carries it out without blocking. A leg that is
/// cancelled, refused, hung up, or that ended by itself leaves the bridge and its media with that.
public sealed interface CallEffect {
  /// Send an INVITE to a device.
  ///
  /// @param near the leg whose codec the offer prefers; the same leg when there is none
  record Invite(
      LegId leg, Reach.Device device, Caller caller, CustomContext customContext, LegId near)
      implements CallEffect {}

  /// Cancel a device that rings, or hang up if it just answered.
  record Cancel(LegId leg, boolean answeredElsewhere) implements CallEffect {}

  /// Tell a calling device that it rings (180).
  record Ring(LegId leg) implements CallEffect {}

  /// Let a calling device hear a ringing one (183).
  record RelayEarlyMedia(LegId callingLeg, LegId ringingLeg) implements CallEffect {}

  /// Answer a calling device (200).
  record AnswerLeg(LegId leg) implements CallEffect {}

  /// Refuse a calling device.
  record RefuseLeg(LegId leg, int sipStatus) implements CallEffect {}

  /// End an answered leg (BYE).
  record HangUpLeg(LegId leg) implements CallEffect {}

  /// Put a leg into the bridge of the call, or change what it hears and whether it is heard.
  record Bridge(LegId leg, boolean hears, boolean isHeard) implements CallEffect {}

  /// Take a leg out of the bridge.
  record Unbridge(LegId leg) implements CallEffect {}

  /// Ask the far end of a leg to call somebody itself (REFER); [CallInput.ReferAnswered] and
  /// [CallInput.ReferProgress] tell what came of it.
  record Refer(LegId leg, Reach.Device target, CustomContext customContext) implements CallEffect {}

  /// Tell the phone that sent a REFER how far it is (NOTIFY); a status from 200 on is the last.
  record NotifyReferrer(LegId leg, int sipStatus) implements CallEffect {}

  /// Let these parties go to the call that the other half of the same step names: their legs, which
  /// have left the bridge by now, and their connections are no longer this call's, and go on.
  record HandOver(Passage passage) implements CallEffect {}

  /// Open a call for these parties with [CallInput.Continue], in the same step: their legs, which
  /// have left the bridge by now, and their connections are no longer this call's, and go on.
  record Split(CallIds ids, Passage passage) implements CallEffect {}

  /// Post [CallInput.TimerFired] at this time; setting a timer again replaces it.
  record SetTimer(String timer, Instant due) implements CallEffect {}

  /// Forget a timer.
  record StopTimer(String timer) implements CallEffect {}

  /// Deliver an event to a connection's application.
  record Publish(CallEvent event) implements CallEffect {}

  /// Deliver an event to the Event Grid subscriptions.
  record PublishGrid(GridEvent event) implements CallEffect {}

  /// The call is over: nothing of it remains but what its journal says. The last effect of a call.
  record Finish() implements CallEffect {}
}
