package dev.cordboard.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A far end of our own: speaks and hears RTP over a plain socket, sharing no code with the server,
/// not even the µ-law.
public final class RtpPeer implements AutoCloseable {
  /// Samples in a packet of 20 ms.
  public static final int SAMPLES = 160;

  private static final int HEADER_BYTES = 12;

  private final DatagramSocket socket;
  private final int ssrc;
  private int payloadType;
  private int sequence = 100;
  private int timestamp = 5000;
  private long sample;
  private InetSocketAddress target;

  /// A packet that arrived.
  public record Received(
      int payloadType, boolean marker, int sequence, int timestamp, int ssrc, byte[] payload) {
    /// The payload as sound.
    public short[] sound() {
      var samples = new short[payload.length];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = payloadType == 8 ? fromAlaw(payload[i]) : fromUlaw(payload[i]);
      }
      return samples;
    }
  }

  /// A peer on a free loopback port, speaking PCMU.
  public RtpPeer() {
    this(0x1234_0000);
  }

  /// A peer with this SSRC.
  public RtpPeer(int ssrc) {
    try {
      this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      this.socket.setReceiveBufferSize(1 << 20);
      this.ssrc = ssrc + socket.getLocalPort();
      this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The port that it receives on.
  public int port() {
    return socket.getLocalPort();
  }

  /// Its source identifier.
  public int ssrc() {
    return ssrc;
  }

  /// Sends to this loopback port from now on.
  public RtpPeer sendTo(int port) {
    target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return this;
  }

  /// Speaks µ-law (0) or A-law (8) from now on.
  public RtpPeer speak(int newPayloadType) {
    payloadType = newPayloadType;
    return this;
  }

  /// Loses packets of its own on the way: numbers are used up, nothing is sent.
  public void lose(int packets) {
    sequence += packets;
    timestamp += packets * SAMPLES;
    sample += (long) packets * SAMPLES;
  }

  /// The next sequence number.
  public int sequence() {
    return sequence;
  }

  /// Sends 20 ms of a sine of amplitude 8000, continuous from packet to packet.
  public void sendTone(double hz) {
    var payload = new byte[SAMPLES];
    for (int i = 0; i < SAMPLES; i++, sample++) {
      int value = (int) Math.round(8000 * Math.sin(2 * Math.PI * hz * sample / 8000));
      payload[i] = payloadType == 8 ? toAlaw(value) : toUlaw(value);
    }
    sendPayload(payload);
  }

  /// Sends one packet of sound.
  public void sendPayload(byte[] payload) {
    sendRaw(packet(payloadType, false, sequence++ & 0xFFFF, timestamp, payload));
    timestamp += payload.length;
  }

  /// Presses a key as RFC 4733 says: packets of one timestamp, the end three times.
  public void press(int eventPayloadType, int event) {
    int start = timestamp;
    for (int i = 1; i <= 7; i++) {
      int duration = Math.min(i, 5) * SAMPLES;
      byte[] payload = {
        (byte) event, (byte) (i >= 5 ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration
      };
      sendRaw(packet(eventPayloadType, i == 1, sequence++ & 0xFFFF, start, payload));
    }
    timestamp += 5 * SAMPLES;
  }

  /// Sends any bytes.
  public void sendRaw(byte[] bytes) {
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A packet with a plain header.
  public byte[] packet(int type, boolean marker, int number, int time, byte[] payload) {
    return ByteBuffer.allocate(HEADER_BYTES + payload.length)
        .put((byte) 0x80)
        .put((byte) (type | (marker ? 0x80 : 0)))
        .putShort((short) number)
        .putInt(time)
        .putInt(ssrc)
        .put(payload)
        .array();
  }

  /// The next datagram, waiting at most so long.
  public Optional<byte[]> receiveRaw(Duration limit) {
    var packet = new DatagramPacket(new byte[2048], 2048);
    try {
      socket.setSoTimeout((int) Math.max(1, limit.toMillis()));
      socket.receive(packet);
      return Optional.of(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next RTP packet, waiting at most so long.
  public Optional<Received> receive(Duration limit) {
    return receiveRaw(limit).map(RtpPeer::read);
  }

  /// Everything that is there.
  public List<Received> drain() {
    var all = new ArrayList<Received>();
    for (var next = receive(Duration.ZERO); next.isPresent(); next = receive(Duration.ZERO)) {
      all.add(next.get());
    }
    return all;
  }

  /// An offer or answer of its own, with these formats (`0 101` for example).
  public byte[] describe(String formats, String... attributes) {
    var text =
        new StringBuilder(
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n");
    text.append("m=audio ").append(port()).append(" RTP/AVP ").append(formats).append("\r\n");
    for (var format : formats.split(" ", -1)) {
      text.append(
          switch (format) {
            case "0" -> "a=rtpmap:0 PCMU/8000\r\n";
            case "8" -> "a=rtpmap:8 PCMA/8000\r\n";
            default -> "a=rtpmap:" + format + " telephone-event/8000\r\n";
          });
    }
    for (var attribute : attributes) {
      text.append("a=").append(attribute).append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    socket.close();
  }

  /// Reads a packet without extensions.
  public static Received read(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    int second = bytes[1];
    return new Received(
        second & 0x7F,
        (second & 0x80) != 0,
        Short.toUnsignedInt(in.getShort(2)),
        in.getInt(4),
        in.getInt(8),
        java.util.Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length));
  }

  /// µ-law by its definition (G.711): bias 132, segment, four bits.
  public static byte toUlaw(int sample) {
    int sign = sample < 0 ? 0x80 : 0;
    int magnitude = Math.min(Math.abs(sample), 32635) + 132;
    int segment = 7;
    for (int mask = 0x4000; (magnitude & mask) == 0 && segment > 0; mask >>= 1) {
      segment--;
    }
    return (byte) ~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 15));
  }

  /// A µ-law byte as a sample.
  public static short fromUlaw(byte octet) {
    int code = ~octet & 0xFF;
    int magnitude = (((code & 15) * 8 + 132) << ((code >> 4) & 7)) - 132;
    return (short) (code >= 128 ? -magnitude : magnitude);
  }

  /// A sample as an A-law byte.
  public static byte toAlaw(int sample) {
    int sign = sample < 0 ? 0 : 0x80;
    int magnitude = Math.min(sample < 0 ? -sample - 1 : sample, 32767) >> 4;
    int segment = 0;
    int mantissa = magnitude;
    while (mantissa > 31) {
      mantissa >>= 1;
      segment++;
    }
    if (magnitude > 15) {
      segment++;
    }
    return (byte) ((sign | (segment << 4) | (mantissa & 15)) ^ 0x55);
  }

  /// An A-law byte as a sample.
  public static short fromAlaw(byte octet) {
    int code = octet ^ 0x55;
    int segment = (code >> 4) & 7;
    int magnitude = (code & 15) * 2 + 1 + (segment > 0 ? 32 : 0);
    int value = magnitude << (segment > 0 ? segment - 1 : 0) << 3;
    return (short) ((code & 0x80) != 0 ? value : -value);
  }
}
