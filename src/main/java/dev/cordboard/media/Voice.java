package dev.cordboard.media;

import dev.cordboard.audio.DtmfKey;
import dev.cordboard.audio.G711;
import dev.cordboard.audio.ToneGenerator;
import dev.cordboard.rtp.DigitSender;
import dev.cordboard.rtp.RtpPacket;
import dev.cordboard.rtp.TelephoneEvent;
import dev.cordboard.sdp.AgreedStream;
import dev.cordboard.sdp.Codec;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What a leg sends: sound of ours, packets of others, key presses; all on one stream.
final class Voice {
  private static final int TONE_AMPLITUDE = 6000;
  private static final byte PLAIN_HEADER = (byte) 0x80;

  private final PacketPath path;
  private final OutStream out;
  private final Relay relay;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private @Nullable AgreedStream agreed;
  private @Nullable DigitSender pressing;
  private @Nullable ToneGenerator tone;
  private int pressTimestamp;

  private int eventSource;
  private int eventTimestamp;
  private int eventSentTimestamp;
  private boolean repeatedAny;

  Voice(PacketPath path, OutStream out) {
    this.path = path;
    this.out = out;
    this.relay = new Relay(out);
  }

  static G711 law(Codec codec) {
    return switch (codec) {
      case PCMU -> G711.ULAW;
      case PCMA -> G711.ALAW;
    };
  }

  /// Packets are made in this buffer of the shard.
  void useBuffer(ByteBuffer shared) {
    buffer = shared;
  }

  OutStream out() {
    return out;
  }

  void agree(AgreedStream stream) {
    agreed = stream;
  }

  /// What is passed on from now on comes from another source.
  void expectAnotherSource() {
    relay.reset();
  }

  void press(String keys) {
    if (pressing == null) {
      pressing = new DigitSender();
    }
    pressing.press(keys);
  }

  boolean isPressing() {
    return pressing != null && pressing.isBusy();
  }

  /// Sends 20 ms: the pressed key when there is one, else the sound.
  void say(short[] frame, long gridNanos) {
    var stream = agreed;
    var keys = pressing;
    if (stream == null || !stream.direction().sends()) {
      if (keys != null && keys.isBusy()) {
        keys.advance(); // Nobody listens: the press is over all the same.
      }
      return;
    }
    if (keys == null || !keys.isBusy()) {
      sound(stream, frame, gridNanos);
      return;
    }
    if (stream.send().eventPayloadType() == AgreedStream.NONE) {
      tone(keys, frame);
      sound(stream, frame, gridNanos);
    } else if (keys.isEvent()) {
      event(stream, keys, gridNanos);
    } else {
      sound(stream, frame, gridNanos);
    }
    keys.advance();
  }

  /// Sends a packet of another leg as it is, with our stamp.
  void passOn(RtpPacket packet, long nowNanos) {
    var stream = agreed;
    if (stream != null && relay.map(packet, nowNanos)) {
      forward(packet, stream.send().payloadType());
    }
  }

  /// As [#passOn], for a key press; left out when the other side knows none.
  void passOnEvent(RtpPacket packet, long nowNanos) {
    var stream = agreed;
    if (stream == null || stream.send().eventPayloadType() == AgreedStream.NONE) {
      relay.skip(packet);
    } else if (relay.map(packet, nowNanos)) {
      forward(packet, stream.send().eventPayloadType());
    }
  }

  /// Repeats a key press of a leg that is mixed: its packets go between those of the mix, all with
  /// the timestamp at which the press began (RFC 4733 §2.5.1.2).
  void repeatEvent(OutStream source, RtpPacket packet, long nowNanos) {
    var stream = agreed;
    if (stream == null
        || !stream.direction().sends()
        || stream.send().eventPayloadType() == AgreedStream.NONE
        || packet.payloadBytes() < TelephoneEvent.BYTES) {
      return;
    }
    boolean fresh =
        !repeatedAny || eventSource != source.ssrc() || eventTimestamp != packet.timestamp();
    if (fresh) {
      repeatedAny = true;
      eventSource = source.ssrc();
      eventTimestamp = packet.timestamp();
      eventSentTimestamp = out.timestampAt(nowNanos);
    }
    out.advanceSequence();
    RtpPacket.writeHeader(buffer, stream.send().eventPayloadType(), fresh, out);
    buffer.putInt(4, eventSentTimestamp);
    append(packet, TelephoneEvent.BYTES);
    send(TelephoneEvent.BYTES);
  }

  private void sound(AgreedStream stream, short[] frame, long gridNanos) {
    if (out.isAhead(gridNanos)) {
      return;
    }
    boolean gap = out.advance(gridNanos);
    RtpPacket.writeHeader(buffer, stream.send().payloadType(), gap, out);
    law(stream.send().codec()).encode(frame, OutStream.FRAME_SAMPLES, buffer);
    send(OutStream.FRAME_SAMPLES);
  }

  private void tone(DigitSender keys, short[] frame) {
    if (keys.isFirst()) {
      tone = DtmfKey.of(keys.key()).map(key -> ToneGenerator.of(key, TONE_AMPLITUDE)).orElse(null);
    }
    if (keys.isEvent() && tone != null) {
      tone.fill(frame, OutStream.FRAME_SAMPLES);
    }
  }

  private void event(AgreedStream stream, DigitSender keys, long gridNanos) {
    out.advance(gridNanos);
    if (keys.isFirst()) {
      pressTimestamp = out.timestamp();
    }
    for (int copy = 0; copy < keys.copies(); copy++) {
      if (copy > 0) {
        out.advanceSequence();
      }
      RtpPacket.writeHeader(buffer, stream.send().eventPayloadType(), keys.isFirst(), out);
      buffer.putInt(4, pressTimestamp);
      TelephoneEvent.write(
          buffer, TelephoneEvent.event(keys.key()), keys.isEnd(), keys.durationSamples());
      send(TelephoneEvent.BYTES);
    }
  }

  private void forward(RtpPacket packet, int payloadType) {
    var in = packet.buffer();
    if (in.get(0) == PLAIN_HEADER) {
      RtpPacket.writeHeader(in, payloadType, relay.marker(), relay);
      in.position(0).limit(packet.payloadOffset() + packet.payloadBytes());
      path.sendRtp(in);
      out.count(packet.payloadBytes());
    } else { // Extensions, contributing sources and padding were not agreed with the other side.
      RtpPacket.writeHeader(buffer, payloadType, relay.marker(), relay);
      append(packet, packet.payloadBytes());
      send(packet.payloadBytes());
    }
  }

  private void append(RtpPacket packet, int bytes) {
    int at = buffer.position();
    buffer.put(at, packet.buffer(), packet.payloadOffset(), bytes);
    buffer.position(at + bytes);
  }

  private void send(int payloadBytes) {
    buffer.flip();
    path.sendRtp(buffer);
    out.count(payloadBytes);
  }
}
