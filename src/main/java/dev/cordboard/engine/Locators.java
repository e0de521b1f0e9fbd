package dev.cordboard.engine;

import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.CallReply;
import dev.cordboard.engine.CallRequest.Locator;
import java.util.Optional;

/// Finds the running call that a request names.
final class Locators {
  private Locators() {}

  /// What no call could be named.
  static Optional<CallReply> fault(Locator locator) {
    return switch (locator) {
      case Locator.ServerCall(var id) ->
          ServerCallId.isWellFormed(id) ? Optional.empty() : fault("callLocator.serverCallId");
      case Locator.Group(var id) ->
          id.isBlank() ? fault("callLocator.groupCallId") : Optional.empty();
      case Locator.Room(var id) -> id.isBlank() ? fault("callLocator.roomId") : Optional.empty();
    };
  }

  private static Optional<CallReply> fault(String member) {
    return Optional.of(
        new CallReply.InvalidArgument(member, "The value names no call: " + member + "."));
  }

  static Optional<LiveCall> find(Registry registry, Locator locator) {
    return switch (locator) {
      case Locator.ServerCall(var id) -> registry.byServerCallId(id);
      case Locator.Group(var id) -> registry.gathering(new Gathering(Gathering.Kind.GROUP, id));
      case Locator.Room(var id) -> registry.gathering(new Gathering(Gathering.Kind.ROOM, id));
    };
  }

  /// The service's name of a call that there is not: the one that the request used, where it did.
  static String serverCallId(Locator locator, String otherwise) {
    return locator instanceof Locator.ServerCall(var id) ? id : otherwise;
  }
}
