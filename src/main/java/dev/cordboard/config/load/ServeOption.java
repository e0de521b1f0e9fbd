package dev.cordboard.config.load;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The options of `serve`; each sets one key.
enum ServeOption {
  DATA("--data", "DIR", "server.data", "folder for calls, events and certificates"),
  IN_MEMORY("--in-memory", "", "server.in-memory", "keep calls and events in memory only"),
  HOST("--host", "ADDR", "server.host", "address to listen on"),
  HTTPS_PORT("--https-port", "N", "http.port", "port of the API; 0 is any free one"),
  SIP_PORT(
      "--sip-port", "N", "sip.transport.port", "port of SIP over UDP and TCP; 0 is any free one"),
  RTP_PORTS("--rtp-ports", "A-B", "media.rtp-ports", "ports of the media streams"),
  ADVERTISE("--advertise", "ADDR", "server.advertise", "address that peers shall use instead"),
  NUMBER("--number", "+E164", "identity.numbers", "a number this server owns (repeatable)"),
  EVENT_GRID_WEBHOOK(
      "--event-grid-webhook",
      "URL",
      "event.grid.subscriptions",
      "send every Event Grid event there (repeatable)"),
  READY_FILE(
      "--ready-file", "FILE", "server.ready-file", "write the addresses there once all is ready");

  private final String written;
  private final String parameter;
  private final String key;
  private final String text;

  ServeOption(String written, String parameter, String key, String text) {
    this.written = written;
    this.parameter = parameter;
    this.key = key;
    this.text = text;
  }

  /// As a person writes it: `--sip-port`.
  String written() {
    return written;
  }

  /// The key it sets.
  String key() {
    return key;
  }

  /// Whether it stands alone and means true.
  boolean isFlag() {
    return parameter.isEmpty();
  }

  /// Whether it may be given several times.
  boolean isRepeatable() {
    return this == NUMBER || this == EVENT_GRID_WEBHOOK;
  }

  /// Its line in the help.
  String help() {
    return "  %-28s %s".formatted((written + " " + parameter).strip(), text);
  }

  static Optional<ServeOption> of(String written) {
    return Arrays.stream(values()).filter(each -> each.written.equals(written)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(ServeOption::written).toList();
  }
}
