package dev.cordboard.sip.dialog;

import dev.cordboard.sip.refer.Replaces;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/// Finds the session that a Replaces names, and whether its place may be taken (RFC 3891 §3).
final class Replacing {
  /// What RFC 2543 peers without tags are named by.
  private static final String NO_TAG = "0";

  /// Somebody who comes too late is told so (603), if not much has happened since.
  private static final int REMEMBERED = 1_000;

  private final Map<DialogId, Session> sessions;
  private final LinkedHashSet<DialogId> ended = new LinkedHashSet<>();

  Replacing(Map<DialogId, Session> sessions) {
    this.sessions = sessions;
  }

  /// This dialog is over.
  void ended(DialogId dialog) {
    ended.add(dialog);
    if (ended.size() > REMEMBERED) {
      ended.removeFirst();
    }
  }

  Replacement find(Replaces wanted) {
    var found = named(wanted, wanted.fromTag());
    return found instanceof Replacement.Refused(var status)
            && status == 481
            && wanted.fromTag().equals(NO_TAG)
        ? named(wanted, "")
        : found;
  }

  private Replacement named(Replaces wanted, String fromTag) {
    var id = new DialogId(wanted.callId(), wanted.toTag(), fromTag);
    var session = sessions.get(id);
    if (session == null) {
      return new Replacement.Refused(ended.contains(id) ? 603 : 481);
    }
    return switch (session.stage()) {
      // One that we ring may be picked up elsewhere; one that rings here is its caller's.
      case EARLY -> session.callIdIsOurs() ? found(session) : new Replacement.Refused(481);
      case UNACKNOWLEDGED, CONFIRMED ->
          wanted.earlyOnly() ? new Replacement.Refused(486) : found(session);
      case LEAVING, OVER -> new Replacement.Refused(603);
    };
  }

  private static Replacement found(Session session) {
    return new Replacement.Found(Optional.of(session.user().owner()));
  }
}
