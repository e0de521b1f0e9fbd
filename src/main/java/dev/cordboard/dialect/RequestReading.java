package dev.cordboard.dialect;

/// What came of reading a request body: its members, or what is wrong with the first bad one.
public sealed interface RequestReading {
  /// A body that has all its version requires, each member of the right type and in range.
  record Valid(RequestMembers members) implements RequestReading {}

  /// A body that has not.
  ///
  /// @param member the path of the member, for example `targets[0].phoneNumber.value`; empty when
  ///   the body is no JSON object at all
  /// @param message for people; names the member
  record Invalid(String member, String message) implements RequestReading {}
}
