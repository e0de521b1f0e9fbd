package dev.cordboard.sip.message;

import dev.cordboard.config.SipLimits;
import java.util.Locale;
import java.util.Optional;

/// A challenge or credentials: a scheme and its parameters (RFC 3261 §20.7, §20.44).
///
/// @param scheme as written, for example `Digest`
/// @param parameters as `;name=value`, whatever separated them on the wire
public record AuthField(String scheme, Parameters parameters) {
  public AuthField {
    if (!Chars.isToken(scheme)) {
      throw new IllegalArgumentException("not an authentication scheme");
    }
  }

  /// Whether this is RFC 7616 digest.
  public boolean isDigest() {
    return scheme.equalsIgnoreCase("digest");
  }

  /// The value of a parameter without its quotes.
  public Optional<String> get(String name) {
    return parameters.get(name);
  }

  /// The value of a parameter without its quotes, in lower case.
  public Optional<String> lower(String name) {
    return parameters.get(name).map(value -> value.toLowerCase(Locale.ROOT));
  }

  /// Reads a field value; empty when it is not of the form `scheme name=value, …`.
  public static Optional<AuthField> parse(String value) {
    var in = new FieldReader(value, SipLimits.defaults());
    in.skipSpace();
    var scheme = in.token();
    in.skipSpace();
    var text = new StringBuilder(value.length());
    int count = 0;
    while (!in.atEnd() && !in.failed()) {
      readParameter(in, text);
      if (++count > in.limits().parameters()) {
        in.exceed("too many parameters");
      }
    }
    return in.failed()
        ? Optional.empty()
        : Optional.of(new AuthField(scheme, new Parameters(text.toString())));
  }

  private static void readParameter(FieldReader in, StringBuilder text) {
    text.append(';').append(in.token());
    in.skipSpace();
    in.expect('=');
    in.skipSpace();
    int start = in.at();
    if (in.peek() == '"') {
      in.skipQuoted();
    } else {
      in.skipAll(Chars.VALUE);
    }
    text.append('=').append(in.text(start, in.at()));
    in.skipSpace();
    if (!in.atEnd()) {
      in.expect(',');
      in.skipSpace();
    }
  }
}
