package dev.cordboard.media;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// What is kept of a session in the journal, so that a restart can go on with it: its port, its
/// SSRC, the last description both ways. A byte of version comes first.
record SessionSnapshot(
    LegSession.Identity identity, long version, byte[] localDescription, byte[] remoteDescription) {
  private static final int FORMAT = 1;

  byte[] toBytes() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeUTF(identity.host());
      out.writeShort(identity.port());
      out.writeLong(identity.sessionId());
      out.writeInt(identity.ssrc());
      out.writeLong(version);
      out.writeShort(localDescription.length);
      out.write(localDescription);
      out.writeShort(remoteDescription.length);
      out.write(remoteDescription);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Bytes in memory do not fail.
    }
    return bytes.toByteArray();
  }

  /// Reads it back; empty when it is of another format or cut off.
  static Optional<SessionSnapshot> parse(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != FORMAT) {
        return Optional.empty();
      }
      var host = in.readUTF();
      int port = in.readUnsignedShort();
      var identity = new LegSession.Identity(host, port, in.readLong(), in.readInt());
      long version = in.readLong();
      var local = in.readNBytes(in.readUnsignedShort());
      var remote = in.readNBytes(in.readUnsignedShort());
      return Optional.of(new SessionSnapshot(identity, version, local, remote));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
