package dev.cordboard.sip.dialog;

import dev.cordboard.sip.refer.Replaces;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the session that a Replaces names, and whether its place may be taken (RFC 3891 §3).
record Replacing(Map<DialogId, Session> sessions) {
  /// What RFC 2543 peers without tags are named by.
  private static final String NO_TAG = "0";

  Replacement find(Replaces wanted) {
    var session = named(wanted);
    if (session == null) {
      return new Replacement.Refused(481);
    }
    return switch (session.stage()) {
      // One that we ring may be picked up elsewhere; one that rings here is its caller's.
      case EARLY ->
          session.callIdIsOurs() ? found(session) : new Replacement.Refused(481);
      case UNACKNOWLEDGED, CONFIRMED ->
          wanted.earlyOnly() ? new Replacement.Refused(486) : found(session);
      case LEAVING, OVER -> new Replacement.Refused(603);
    };
  }

  private @Nullable Session named(Replaces wanted) {
    var session = sessions.get(new DialogId(wanted.callId(), wanted.toTag(), wanted.fromTag()));
    return session == null && wanted.fromTag().equals(NO_TAG)
        ? sessions.get(new DialogId(wanted.callId(), wanted.toTag(), ""))
        : session;
  }

  private static Replacement found(Session session) {
    return new Replacement.Found(Optional.of(session.user().owner()));
  }
}
