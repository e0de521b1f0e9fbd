package dev.cordboard.config;

import java.util.LinkedHashMap;
import java.util.Map;

/// The simulated phones.
///
/// @param enabled whether there are any
/// @param phones phone number → what a phone of that number does; a table of your own replaces the
///   default one
/// @param maxCalls how many calls they take part in at once (1 to 10,000); more get 503
/// @param keptCalls how many finished calls can still be asked for (0 to 100,000)
public record SimulatorSettings(
    boolean enabled, Map<String, Phone> phones, int maxCalls, int keptCalls) {
  /// What a simulated phone does when it is called.
  public enum Phone {
    /// Rings for a second, answers, and stays until the other side hangs up.
    ANSWERS,
    /// Answers at once and plays back what it hears.
    ECHOES,
    /// Is busy (486).
    BUSY,
    /// Declines (603).
    DECLINES,
    /// Rings and never answers.
    RINGS,
    /// Does not exist (404).
    UNKNOWN,
    /// Answers, waits for a second of silence after sound, presses 1 2 3 4 #.
    PRESSES,
    /// Answers and hangs up after three seconds.
    HANGS_UP,
    /// Answers, waits for a second of silence after sound, says "confirm".
    CONFIRMS,
    /// A voicemail: a greeting of four seconds, a beep, then silence.
    VOICEMAIL
  }

  public SimulatorSettings {
    for (var number : phones.keySet()) {
      Checks.that(
          number.matches("\\+[1-9]\\d{1,14}"),
          "simulator.phones." + number + " is not a number in E.164 form such as +14255550123");
    }
    Checks.that(maxCalls >= 1 && maxCalls <= 10_000, "simulator.max-calls must be from 1 to 10000");
    Checks.that(
        keptCalls >= 0 && keptCalls <= 100_000, "simulator.kept-calls must be from 0 to 100000");
    phones = Map.copyOf(phones);
  }

  /// Ten phones, one for each behaviour, at +14255550100 and the numbers after it.
  public static SimulatorSettings defaults() {
    var phones = new LinkedHashMap<String, Phone>();
    for (var phone : Phone.values()) {
      phones.put("+142555501%02d".formatted(phones.size()), phone);
    }
    return new SimulatorSettings(true, phones, 200, 1_000);
  }
}
