package dev.cordboard.config.load;

/// One thing that is wrong with the settings, and how to mend it; printed as one line.
///
/// @param where the file and line, option or environment variable it was read from; empty for a
///   value that is simply missing
/// @param key the key in kebab-case, with its groups, for example `sip.max-headers`
/// @param message what is wrong and what is expected instead
public record Problem(String where, String key, String message) {
  /// The line a person reads.
  public String line() {
    var subject = key.isEmpty() ? message : key + ": " + message;
    return where.isEmpty() ? subject : where + ": " + subject;
  }
}
