package dev.cordboard.sip;

import dev.cordboard.sip.dialog.Dialog;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.transport.Protocol;
import dev.cordboard.sip.transport.Target;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A dialog as bytes, for the time after a restart: one value per line, because none can hold a
/// line end.
///
/// @param peer where the other side's latest message came from
record Snapshot(Dialog dialog, Target peer) {
  private static final String VERSION = "sip1";
  private static final int LINES_BEFORE_ROUTES = 9;

  byte[] encode() {
    var lines = new ArrayList<String>();
    lines.add(VERSION);
    lines.add(dialog.callId());
    lines.add(dialog.local().text());
    lines.add(dialog.remote().text());
    lines.add(dialog.target().text());
    lines.add(Long.toString(dialog.sequences().local()));
    lines.add(Long.toString(dialog.sequences().remote()));
    lines.add(peer.protocol().name());
    lines.add(peer.address().getAddress().getHostAddress() + " " + peer.address().getPort());
    dialog.routes().forEach(route -> lines.add(route.text()));
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  /// Reads what [#encode] has written; empty for anything else.
  static Optional<Snapshot> decode(byte[] bytes) {
    var lines = List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
    if (lines.size() < LINES_BEFORE_ROUTES || !lines.getFirst().equals(VERSION)) {
      return Optional.empty();
    }
    try {
      return dialog(lines).flatMap(dialog -> peer(lines).map(peer -> new Snapshot(dialog, peer)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Dialog> dialog(List<String> lines) {
    var local = NameAddr.parse(lines.get(2));
    var remote = NameAddr.parse(lines.get(3));
    var target = SipUri.parse(lines.get(4));
    var routes = new ArrayList<NameAddr>();
    for (var line : lines.subList(LINES_BEFORE_ROUTES, lines.size())) {
      NameAddr.parse(line).ifPresent(routes::add);
    }
    boolean whole =
        local.isPresent()
            && remote.isPresent()
            && target.isPresent()
            && routes.size() == lines.size() - LINES_BEFORE_ROUTES;
    if (!whole) {
      return Optional.empty();
    }
    var sequences =
        new Dialog.Sequences(Long.parseLong(lines.get(5)), Long.parseLong(lines.get(6)));
    return Optional.of(
        new Dialog(lines.get(1), local.get(), remote.get(), target.get(), routes, sequences));
  }

  private static Optional<Target> peer(List<String> lines) {
    var words = lines.get(8).split(" ", 2);
    var address = Hops.literal(words[0]);
    if (address.isEmpty() || words.length < 2) {
      return Optional.empty();
    }
    var socket = new InetSocketAddress(address.get(), Integer.parseInt(words[1]));
    // The connection is gone with the process; a new one to where it came from may still be made.
    return Optional.of(
        Protocol.valueOf(lines.get(7)) == Protocol.TCP ? Target.tcp(socket) : Target.udp(socket));
  }
}
