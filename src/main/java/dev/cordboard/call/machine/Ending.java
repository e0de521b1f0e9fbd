package dev.cordboard.call.machine;

import dev.cordboard.call.CallInput.LegEnd;
import dev.cordboard.call.CallResult;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import java.util.Optional;

/// Why somebody leaves, and what each connection is told if the call ends with it (RULINGS §3.3).
///
/// @param leaver the connection that leaves, is removed, or ends the call
/// @param toLeaver what it is told
/// @param toOthers what the others are told
/// @param endedBy who ended the call, where somebody did
/// @param sipStatus what a device that still calls is answered
record Ending(
    Optional<String> leaver,
    CallResult toLeaver,
    CallResult toOthers,
    Optional<CommunicationIdentifier> endedBy,
    int sipStatus) {
  private static final int TEMPORARILY_UNAVAILABLE = 480;
  private static final int SERVICE_UNAVAILABLE = 503;

  /// An application hangs up or terminates.
  static Ending byApplication(String connectionId, CommunicationIdentifier itself) {
    return new Ending(
        Optional.of(connectionId),
        CallResult.ENDED_BY_API,
        CallResult.ENDED_BY_OTHER,
        Optional.of(itself),
        TEMPORARILY_UNAVAILABLE);
  }

  /// An application removes somebody.
  static Ending byRemoval(Party removed, CommunicationIdentifier remover) {
    return new Ending(
        removed.connectionId(),
        CallResult.REMOVED,
        CallResult.LEFT_ALONE,
        Optional.of(remover),
        TEMPORARILY_UNAVAILABLE);
  }

  /// A device is gone.
  static Ending byDevice(Party gone, LegEnd cause) {
    var result =
        switch (cause) {
          case HUNG_UP -> hungUp(gone.identifier());
          case MEDIA_STOPPED -> CallResult.MEDIA_STOPPED;
          case FAILED -> CallResult.SESSION_FAILED;
        };
    return of(result, Optional.of(gone.identifier()), TEMPORARILY_UNAVAILABLE);
  }

  /// The caller is gone before the call stood.
  static Ending byCaller(Party gone, LegEnd cause) {
    return cause == LegEnd.HUNG_UP
        ? of(CallResult.CALLER_GONE, Optional.of(gone.identifier()), TEMPORARILY_UNAVAILABLE)
        : byDevice(gone, cause);
  }

  /// Nobody came, or nobody else did.
  static Ending refused(Refusal why, boolean established) {
    return established ? alone() : of(why.toCreator(), Optional.empty(), why.sipStatus());
  }

  static Ending alone() {
    return of(CallResult.LEFT_ALONE, Optional.empty(), TEMPORARILY_UNAVAILABLE);
  }

  /// An application handed the other one of its 1:1 call over to somebody elsewhere.
  static Ending transferred(String connectionId, Optional<Party> itself) {
    return new Ending(
        Optional.of(connectionId),
        CallResult.TRANSFERRED,
        CallResult.ENDED_BY_OTHER,
        itself.map(Party::identifier),
        TEMPORARILY_UNAVAILABLE);
  }

  /// A phone put somebody else into its place, and nobody came.
  static Ending byReferrer(CommunicationIdentifier referrer) {
    return of(hungUp(referrer), Optional.of(referrer), TEMPORARILY_UNAVAILABLE);
  }

  private static CallResult hungUp(CommunicationIdentifier who) {
    return who instanceof CommunicationUser ? CallResult.LEFT_ALONE : CallResult.PHONE_HUNG_UP;
  }

  /// The server ends the call.
  static Ending byServer(CallResult result) {
    return of(result, Optional.empty(), SERVICE_UNAVAILABLE);
  }

  private static Ending of(
      CallResult result, Optional<CommunicationIdentifier> endedBy, int sipStatus) {
    return new Ending(Optional.empty(), result, result, endedBy, sipStatus);
  }

  CallResult reason() {
    return leaver.isPresent() ? toLeaver : toOthers;
  }

  boolean isLeaver(String connectionId) {
    return leaver.isPresent() && leaver.get().equals(connectionId);
  }
}
