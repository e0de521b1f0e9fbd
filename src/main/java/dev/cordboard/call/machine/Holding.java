package dev.cordboard.call.machine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.machine.Party.Standing;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;

/// Mute and hold, by an application and by the phone itself. None has an event of its own: the
/// roster tells, one version on for a mute (trace 12), two for a hold (trace 13). Asked for twice,
/// it is as it was.
final class Holding {
  private static final int A_MUTE = 1;
  private static final int A_HOLD = 2;

  private Holding() {}

  /// Only users can be muted (BEHAVIOUR §1.10).
  static void mute(Turn turn, CallInput.Mute mute) {
    if (!(mute.participant() instanceof CommunicationUser)) {
      turn.reply(new CallReply.InvalidArgument("targetParticipants", "Only users can be muted."));
      return;
    }
    turn.call()
        .participant(mute.participant())
        .ifPresentOrElse(
            party -> {
              turn.reply(new CallReply.Accepted());
              silence(turn, party, party.silence().muted(mute.muted()), A_MUTE);
            },
            () -> turn.reply(new CallReply.UnknownParticipant()));
  }

  /// There is nothing about a hold that could fail later: HoldFailed is for its music.
  static void hold(Turn turn, CallInput.Hold hold) {
    turn.call()
        .participant(hold.participant())
        .ifPresentOrElse(
            party -> {
              turn.reply(new CallReply.Accepted());
              silence(turn, party, party.silence().held(hold.held()), A_HOLD);
            },
            () -> turn.reply(new CallReply.UnknownParticipant()));
  }

  /// A phone put its own leg on hold or took it back.
  static void byPhone(Turn turn, Party party, CallInput.HeldByPhone input) {
    silence(turn, party, party.silence().heldByPhone(input.held()), A_HOLD);
  }

  /// Between two bare trunks the phones' own music goes through.
  private static void silence(Turn turn, Party party, Silence silence, int versions) {
    var now = party.with(silence);
    if (now.equals(party)) {
      return;
    }
    turn.become(turn.call().replace(party, now));
    if (!turn.call().origin().bare()
        && party.standing() != Standing.CALLING
        && !now.bridge().equals(party.bridge())) {
      now.bridge().ifPresent(turn::emit);
    }
    if (turn.call().isEstablished() && party.isIn() && !now.onRoster().equals(party.onRoster())) {
      Joining.moveRosterOn(turn, versions);
    }
  }
}
