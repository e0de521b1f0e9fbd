package dev.cordboard.call;

import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a call looks like from outside, published after every step; reads never touch the call
/// itself.
///
/// @param connections the live ones and, for a repeated create, the one that created the call even
///   when it is [State#DISCONNECTED]; everybody else treats that as unknown
/// @param participants the roster, in the order of joining
public record CallSnapshot(
    CallIds ids,
    Instant startedAt,
    boolean ended,
    List<ConnectionView> connections,
    List<Participant> participants) {
  public CallSnapshot {
    connections = List.copyOf(connections);
    participants = List.copyOf(participants);
  }

  /// One application's view: what CallConnectionProperties is made of.
  ///
  /// @param way how it came about: decides which members its properties have (trace rules 22, 23)
  /// @param source who calls; for one that came from connect, as whom it acts, which is not shown
  /// @param answeredFor the number a phone call was answered for
  public record ConnectionView(
      CallIds ids,
      ConnectionTerms terms,
      State state,
      Way way,
      CommunicationIdentifier source,
      Optional<CommunicationIdentifier.PhoneNumber> sourceCallerId,
      Optional<String> sourceDisplayName,
      List<CommunicationIdentifier> targets,
      Optional<CommunicationIdentifier> answeredBy,
      Optional<CommunicationIdentifier.PhoneNumber> answeredFor) {
    public ConnectionView {
      targets = List.copyOf(targets);
    }

    /// Whether it created its call: a repeated create asks for it even when it has ended.
    public boolean created() {
      return way == Way.CREATED;
    }

    /// The same connection as it is told under other names of its call.
    public ConnectionView under(CallIds names) {
      return new ConnectionView(
          names,
          terms,
          state,
          way,
          source,
          sourceCallerId,
          sourceDisplayName,
          targets,
          answeredBy,
          answeredFor);
    }

    /// The same connection in another state.
    public ConnectionView in(State now) {
      return with(ids, now);
    }

    /// The same connection on another call.
    public ConnectionView on(CallIds call) {
      return with(call, state);
    }

    private ConnectionView with(CallIds call, State now) {
      return new ConnectionView(
          call,
          terms,
          now,
          way,
          source,
          sourceCallerId,
          sourceDisplayName,
          targets,
          answeredBy,
          answeredFor);
    }
  }

  /// How a connection came about.
  public enum Way {
    CREATED,
    ANSWERED,
    /// By connect, to a call that went on already: no party of the call.
    CONNECTED
  }

  /// The states of a connection, in the service's words.
  public enum State {
    CONNECTING,
    CONNECTED,
    /// It hands over the other one of its 1:1 call.
    TRANSFERRING,
    /// Passes within the step that disconnects it; nobody sees it.
    TRANSFER_ACCEPTED,
    DISCONNECTING,
    DISCONNECTED
  }
}
