package dev.cordboard.api;

/// A rule that a request breaks.
sealed interface Breach {
  /// A member that makes no sense (400).
  record Argument(String member, String message) implements Breach {}

  /// A member that asks for something this server does not do yet (405).
  record Unbuilt(String member) implements Breach {}

  /// A member and what is wrong with it.
  static Breach argument(String member, String problem) {
    return new Argument(member, "The " + member + " field is invalid: " + problem + ".");
  }

  /// The refusal it leads to.
  default Answer refusal(Request request) {
    return switch (this) {
      case Argument(var member, var message) -> Refusals.argument(request, member, message);
      case Unbuilt(var member) -> Refusals.notImplemented(request, member, member);
    };
  }
}
