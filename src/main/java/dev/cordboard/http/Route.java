package dev.cordboard.http;

/// One entry of the route table.
///
/// @param template a path whose `{name}` parts each match one segment up to `/` or a literal that
///   follows, for example `/calling/callConnections/{callConnectionId}:terminate`
/// @param access who may come in
public record Route(String method, String template, Access access, Action action) {
  /// What a route does; runs on the request's virtual thread and may block.
  @FunctionalInterface
  public interface Action {
    /// Answers one request.
    Reply handle(Exchange exchange);
  }

  /// Who may come in.
  public enum Access {
    /// The access key, an issuer's token, or a user's (what the user may do is checked later).
    KEY_OR_TOKEN,
    /// The access key or an issuer's token.
    KEY,
    /// Anybody.
    OPEN
  }
}
