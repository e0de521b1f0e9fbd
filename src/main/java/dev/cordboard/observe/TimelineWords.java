package dev.cordboard.observe;

import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.Invitee;
import java.util.stream.Collectors;

/// What the arrows of a ladder are called.
final class TimelineWords {
  private TimelineWords() {}

  static String of(CallInput.Command command) {
    return switch (command) {
      case CallInput.Create create ->
          "create call to "
              + create.targets().stream()
                  .map(TimelineWords::rawId)
                  .collect(Collectors.joining(", "));
      case CallInput.Answer _ -> "answer";
      case CallInput.Reject reject -> "reject " + reject.reason();
      case CallInput.Redirect redirect -> "redirect to " + rawId(redirect.target());
      case CallInput.HangUp _ -> "hang up";
      case CallInput.Terminate _ -> "terminate";
      case CallInput.AddParticipant add -> "add " + rawId(add.participant());
      case CallInput.AddParticipants add ->
          "add "
              + add.participants().stream()
                  .map(TimelineWords::rawId)
                  .collect(Collectors.joining(", "));
      case CallInput.CancelAddParticipant _ -> "cancel add";
      case CallInput.Connect _, CallInput.ConnectNowhere _ -> "connect";
      case CallInput.Transfer transfer -> "transfer to " + rawId(transfer.target());
      case CallInput.MoveOut _ -> "move to another call";
      case CallInput.MoveIn _ -> "move here";
      case CallInput.Mute mute -> (mute.muted() ? "mute " : "unmute ") + mute.participant().rawId();
      case CallInput.Hold hold -> (hold.held() ? "hold " : "unhold ") + hold.participant().rawId();
      case CallInput.RemoveParticipant remove -> "remove " + remove.participant().rawId();
    };
  }

  static String of(CallInput.LegEnd cause) {
    return switch (cause) {
      case HUNG_UP -> "BYE";
      case MEDIA_STOPPED -> "media stopped";
      case FAILED -> "lost";
    };
  }

  static String of(CallEvent event) {
    return event.detail().getClass().getSimpleName();
  }

  private static String rawId(Invitee invitee) {
    return invitee.identifier().rawId();
  }
}
