package dev.cordboard.rooms;

import java.util.Arrays;
import java.util.Optional;

/// What a participant may do in a room. Nothing here depends on it yet but what others are told.
enum Role {
  PRESENTER("Presenter", ""),
  ATTENDEE("Attendee", ""),
  CONSUMER("Consumer", ""),
  COLLABORATOR("Collaborator", "2025-03-13");

  private final String text;
  private final String since;

  Role(String text, String since) {
    this.text = text;
    this.since = since;
  }

  /// In the service's words.
  String text() {
    return text;
  }

  /// The date of the first api-version that has it; empty for all of them.
  String since() {
    return since;
  }

  static Optional<Role> of(String text) {
    return Arrays.stream(values()).filter(each -> each.text.equalsIgnoreCase(text)).findFirst();
  }
}
