package dev.cordboard.engine;

import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.engine.repeat.Attempt;
import dev.cordboard.engine.repeat.RepeatableRequest;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.List;
import java.util.Optional;

/// What the API may ask of the calls. A command returns once its journal entry is durable, so it
/// may block: call it on a virtual thread. Reads never block.
public interface Calls {
  /// Whether a request of this name was carried out before; may wait for one that is under way.
  Attempt attempt(String key);

  /// The same for one request that its sender may send again: what its command comes to is
  /// remembered with it, all or nothing. A command that is refused is not.
  Calls remembering(RepeatableRequest request);

  /// Calls somebody: [CallReply.Connected], or a refusal.
  CallReply create(CallRequest.Create request);

  /// Answers an invitation: [CallReply.Connected], or a refusal.
  CallReply answer(CallRequest.Answer request);

  /// Turns an invitation down.
  CallReply reject(String invitationId, RejectReason reason);

  /// Sends an invitation on to somebody else.
  CallReply redirect(CallRequest.Redirect request);

  /// Leaves a call.
  CallReply hangUp(String connectionId);

  /// Ends a call for everybody.
  CallReply terminate(String connectionId);

  /// Adds somebody: [CallReply.Inviting], or a refusal.
  CallReply addParticipant(CallRequest.Add request);

  /// Adds several at once, with one outcome: [CallReply.InvitingAll], or a refusal.
  CallReply addParticipants(CallRequest.AddAll request);

  /// Takes an invitation of [#addParticipant] back.
  CallReply cancelAddParticipant(Operation operation, String invitationId);

  /// Removes somebody.
  CallReply removeParticipant(Operation operation, CommunicationIdentifier participant);

  /// Joins a running call: [CallReply.Connected]; that there is no such call is told by an event.
  /// The answer's correlation id is one of its own, the events have the call's (trace rule 9).
  CallReply connect(CallRequest.Connect request);

  /// Hands somebody over.
  CallReply transfer(CallRequest.Transfer request);

  /// Takes participants from the call of another connection into this operation's:
  /// [CallReply.Moved], or a refusal.
  CallReply moveHere(
      Operation operation, List<CommunicationIdentifier> participants, String fromConnection);

  /// Makes somebody unheard, or heard again.
  CallReply mute(Operation operation, CommunicationIdentifier participant, boolean muted);

  /// Puts somebody on hold, or takes them back.
  CallReply hold(Operation operation, CommunicationIdentifier participant, boolean held);

  /// A connection as it is now; empty when it is unknown or has ended.
  Optional<Found> find(String connectionId);

  /// The call that somebody is invited to; empty when the invitation is over.
  Optional<CallIds> invited(String invitationId);

  /// The answer that announces this connection has been written: its events may leave.
  void announced(String connectionId);

  /// Every call that is going on.
  List<CallSnapshot> live();

  /// A connection and who is on its call.
  record Found(ConnectionView connection, List<Participant> participants) {
    public Found {
      participants = List.copyOf(participants);
    }
  }
}
