package dev.cordboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.databind.json.JsonMapper;

/// Writes [Addresses] as the one JSON object that other programs wait for.
final class ReadyFile {
  private ReadyFile() {}

  /// Whole or not at all: a reader never sees half of it.
  static void write(Path file, Addresses addresses, long pid) throws IOException {
    var target = file.toAbsolutePath();
    var draft = Files.createTempFile(target.getParent(), ".ready", ".tmp");
    Files.writeString(draft, json(addresses, pid));
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String json(Addresses addresses, long pid) {
    var mapper = JsonMapper.shared();
    var root = mapper.createObjectNode();
    root.put("connectionString", addresses.connectionString());
    root.put("endpoint", addresses.endpoint());
    root.put("caCertificate", addresses.caCertificate().toString());
    root.putObject("sip").put("udp", addresses.sipUdp()).put("tcp", addresses.sipTcp());
    // There is no console yet; the member is part of the format.
    root.putNull("console");
    root.put("pid", pid);
    addresses.numbers().forEach(root.putArray("numbers")::add);
    root.put("resourceId", addresses.resourceId());
    root.put("issuer", addresses.issuer());
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }
}
