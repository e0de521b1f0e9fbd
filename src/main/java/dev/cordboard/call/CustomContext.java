package dev.cordboard.call;

import java.util.Map;

/// What an application or a caller sends along: SIP headers (`User-To-User`, `X-MS-Custom-*`) and
/// VoIP headers.
public record CustomContext(Map<String, String> sipHeaders, Map<String, String> voipHeaders) {
  /// Nothing sent along.
  public static final CustomContext NONE = new CustomContext(Map.of(), Map.of());

  public CustomContext {
    sipHeaders = Map.copyOf(sipHeaders);
    voipHeaders = Map.copyOf(voipHeaders);
  }
}
