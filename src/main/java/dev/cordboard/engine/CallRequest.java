package dev.cordboard.engine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CustomContext;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.util.List;
import java.util.Optional;

/// What an application asks for, as `api` read it: without ids, times and routes, which the engine
/// adds.
public sealed interface CallRequest {
  /// What create and answer say about the connection they make.
  ///
  /// @param callbackUri byte for byte as sent
  record Terms(
      String apiVersion,
      String callbackUri,
      Optional<String> operationContext,
      Optional<String> cognitiveServicesEndpoint) {}

  /// Who is shown as calling.
  ///
  /// @param callerId the request's `sourceCallerIdNumber`
  record Shown(Optional<PhoneNumber> callerId, Optional<String> displayName) {
    /// Nothing said about it.
    public static final Shown NOTHING = new Shown(Optional.empty(), Optional.empty());
  }

  /// Call somebody, or several.
  ///
  /// @param source the request's own identity; absent: one is made for this call
  record Create(
      Terms terms,
      Optional<CommunicationIdentifier> source,
      Shown shown,
      List<CommunicationIdentifier> targets,
      CustomContext customContext)
      implements CallRequest {
    public Create {
      targets = List.copyOf(targets);
    }
  }

  /// Answer an invitation.
  record Answer(String invitationId, Terms terms, Optional<CommunicationIdentifier> answeredBy)
      implements CallRequest {}

  /// Send an invitation on to somebody else.
  record Redirect(String invitationId, CommunicationIdentifier target, CustomContext customContext)
      implements CallRequest {
    /// With nothing sent along.
    public Redirect(String invitationId, CommunicationIdentifier target) {
      this(invitationId, target, CustomContext.NONE);
    }
  }

  /// Add several at once, as the oldest api-version has it.
  ///
  /// @param callerId who is shown to phones
  /// @param ringSeconds as in [Add]
  record AddAll(
      CallInput.Operation operation,
      List<CommunicationIdentifier> participants,
      Optional<PhoneNumber> callerId,
      int ringSeconds)
      implements CallRequest {
    public AddAll {
      participants = List.copyOf(participants);
    }
  }

  /// Join a call that goes on already.
  ///
  /// @param user as whom, when the request came with a user's own token
  record Connect(Terms terms, Locator locator, Optional<CommunicationIdentifier> user)
      implements CallRequest {}

  /// How a request names a running call (`callLocator`).
  sealed interface Locator {
    /// By its `serverCallId`.
    record ServerCall(String serverCallId) implements Locator {}

    /// By the group id that its users dialled.
    record Group(String groupCallId) implements Locator {}

    /// By the room that its users dialled.
    record Room(String roomId) implements Locator {}
  }

  /// Hand somebody over to somebody else.
  ///
  /// @param transferee who is handed over; absent: the only other party
  record Transfer(
      CallInput.Operation operation,
      CommunicationIdentifier target,
      Optional<CommunicationIdentifier> transferee,
      Optional<PhoneNumber> sourceCallerId,
      CustomContext customContext)
      implements CallRequest {}

  /// Add somebody to a call.
  ///
  /// @param ringSeconds the request's `invitationTimeoutInSeconds`; 0 when absent
  record Add(
      CallInput.Operation operation,
      CommunicationIdentifier participant,
      Shown shown,
      int ringSeconds,
      CustomContext customContext)
      implements CallRequest {}
}
