package dev.cordboard.call;

/// What `sip` and `media` need to go on with a leg after a restart (dialog, route set, last SDP
/// both ways, ports, SSRC): opaque bytes here, kept in the journal.
public record LegSnapshot(String base64) {
  /// A leg without a network, or one whose state is not known yet.
  public static final LegSnapshot NONE = new LegSnapshot("");
}
