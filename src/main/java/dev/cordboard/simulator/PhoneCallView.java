package dev.cordboard.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A simulated phone's call as a tester sees it.
///
/// @param facts what is known from the start
/// @param sipStatus the refusal that ended it; empty when it was answered or is still going on
record PhoneCallView(
    Facts facts,
    Progress progress,
    Optional<Instant> answeredAt,
    Optional<Instant> endedAt,
    Optional<Integer> sipStatus,
    Heard heard) {
  /// How far a call is.
  enum Progress {
    RINGING,
    CONNECTED,
    ENDED
  }

  /// Which way a call went, from the phone's point of view.
  enum Direction {
    INCOMING,
    OUTGOING
  }

  /// What does not change.
  ///
  /// @param headers the custom header fields that came with the call
  record Facts(
      String id,
      Direction direction,
      String from,
      String to,
      String displayName,
      Map<String, String> headers,
      Instant createdAt) {
    Facts {
      headers = Map.copyOf(headers);
    }

    /// The number of the simulated phone.
    String number() {
      return direction == Direction.INCOMING ? to : from;
    }
  }

  /// What the phone has heard.
  record Heard(Duration sound, String digits, List<Spectrum.Tone> tones) {
    Heard {
      tones = List.copyOf(tones);
    }
  }
}
