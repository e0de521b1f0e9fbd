package dev.cordboard.media;

import dev.cordboard.audio.G711;
import dev.cordboard.rtp.DigitReceiver;
import dev.cordboard.rtp.JitterBuffer;
import dev.cordboard.rtp.ReceiveStatistics;
import dev.cordboard.rtp.RtpPacket;
import dev.cordboard.sdp.AgreedStream;
import dev.cordboard.sdp.Codec;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A session at work on its shard: takes packets in, knows its bridge, and hands sound on.
///
/// Everything here runs on the thread of the shard that has the leg.
final class Leg extends FrameUnit implements PacketPath.Receiver {
  private static final int SAMPLE_NANOS = 125_000;
  private static final int MAX_FRESH_NANOS = 100_000_000;

  /// The place among the shard's legs; the shard's business.
  int shardIndex = NOT_PLACED;

  /// Where packets are passed through to; null while mixed or alone.
  @Nullable Leg partner;

  boolean hears;
  boolean isHeard;

  private final PacketPath path;
  private final Signals signals;
  private final Voice voice;
  private final Reports reports;
  private final Watch watch;
  private final RtpPacket packet = new RtpPacket();
  private final ReceiveStatistics statistics = new ReceiveStatistics();
  private final DigitReceiver digits = new DigitReceiver();
  private final byte[] lastPayload = new byte[OutStream.FRAME_SAMPLES];

  private @Nullable Shard shard;
  private @Nullable Conversation conversation;
  private @Nullable AgreedStream agreed;
  private @Nullable Hearing hearing;
  private @Nullable AudioSource source;
  private @Nullable AudioSink sink;
  private Codec receiveCodec = Codec.PCMU;
  private long lastAudioNanos;
  private int lastPayloadBytes;
  private boolean spoke;
  private boolean closed;

  Leg(PacketPath path, Signals signals, Voice voice, Reports reports, Watch watch) {
    this.path = path;
    this.signals = signals;
    this.voice = voice;
    this.reports = reports;
    this.watch = watch;
  }

  // --- life

  void open(Shard onShard) {
    if (closed) {
      return;
    }
    shard = onShard;
    voice.useBuffer(onShard.sendBuffer());
    onShard.add(this);
    path.open(onShard, this);
  }

  void close() {
    if (!closed) {
      closed = true;
      leave();
      if (agreed != null && shard != null) {
        reports.goodbye(voice.out(), statistics, shard.sendBuffer(), now());
      }
      detach();
      path.close();
      signals.closed();
    }
  }

  /// Lets go of the shard, so that another can open the leg.
  void detach() {
    if (shard != null) {
      shard.displace(this);
      shard.remove(this);
      path.detach();
      shard = null;
    }
  }

  boolean isClosed() {
    return closed;
  }

  // --- what the owner wants

  void agree(AgreedStream stream) {
    agreed = stream;
    receiveCodec = stream.send().codec();
    path.aim(stream.remote());
    voice.agree(stream);
    watch.agree(stream, now());
    reevaluate();
  }

  void signallingAddress(InetAddress address) {
    path.signallingAddress(address);
  }

  void join(Conversation to, boolean shallHear, boolean shallBeHeard) {
    hears = shallHear;
    isHeard = shallBeHeard;
    if (conversation != to) {
      leave();
      conversation = to;
      reevaluate();
      to.add(this);
    } else {
      to.evaluate();
    }
  }

  void leave() {
    var left = conversation;
    if (left != null) {
      conversation = null;
      left.remove(this);
      reevaluate();
    }
  }

  void attach(AudioSource newSource, AudioSink newSink) {
    source =
        newSource.equals(AudioSource.SILENCE) && newSink.equals(AudioSink.DEAF) ? null : newSource;
    sink = source == null ? null : newSink;
    reevaluate();
  }

  void sendDigits(String keys) {
    voice.press(keys);
    reevaluate();
  }

  // --- packets in

  @Override
  public boolean rtp(ByteBuffer buffer, int length, long nowNanos) {
    var stream = agreed;
    if (stream == null || !packet.wrap(buffer, length)) {
      return false;
    }
    int payloadType = packet.payloadType();
    var codec = codec(stream, payloadType);
    boolean event = codec == null && payloadType == stream.receive().eventPayloadType();
    if (codec == null && !event) {
      return false;
    }
    var verdict = statistics.received(packet, (int) (nowNanos / SAMPLE_NANOS));
    watch.heard(nowNanos);
    if (verdict == ReceiveStatistics.Verdict.REFUSED || !stream.direction().receives()) {
      return true;
    }
    if (verdict == ReceiveStatistics.Verdict.RESTARTED) {
      restarted();
    }
    if (event) {
      event();
    } else if (codec != null) {
      audio(codec, nowNanos);
    }
    return true;
  }

  @Override
  public boolean rtcp(ByteBuffer buffer, int length, long nowNanos) {
    boolean valid = agreed != null && reports.read(buffer, length, nowNanos);
    if (valid) {
      watch.heard(nowNanos);
    }
    return valid;
  }

  private void restarted() {
    digits.reset();
    if (hearing != null) {
      hearing.restart();
    }
    if (partner != null) {
      partner.voice.expectAnotherSource();
    }
  }

  private void audio(Codec codec, long nowNanos) {
    lastAudioNanos = nowNanos;
    if (codec != receiveCodec) {
      receiveCodec = codec;
      reevaluate();
    }
    var to = partner;
    var ear = hearing;
    if (to != null) {
      keepLast();
      to.voice.passOn(packet, nowNanos);
    } else if (ear != null) {
      var samples = here().samples();
      law().decode(packet.buffer(), packet.payloadOffset(), packet.payloadBytes(), samples);
      ear.put(packet.timestamp(), samples, packet.payloadBytes());
    }
  }

  private void event() {
    char key = digits.received(packet);
    if (key != DigitReceiver.NONE) {
      signals.digit(key);
    }
    if (partner != null) {
      partner.voice.passOnEvent(packet, now());
    } else if (conversation != null) {
      conversation.event(this, packet);
    }
  }

  void repeatEvent(Leg from, RtpPacket event) {
    voice.repeatEvent(from.voice.out(), event, now());
  }

  // --- passing through

  /// Whether everything that this leg says may go to the other as it is.
  boolean canPassTo(Leg other) {
    var mine = agreed;
    var theirs = other.agreed;
    return mine != null
        && theirs != null
        && hears
        && isHeard
        && source == null
        && !voice.isPressing()
        && mine.direction().receives()
        && theirs.direction().sends()
        && receiveCodec == theirs.send().codec();
  }

  void passTo(Leg other) {
    partner = other;
    other.voice.expectAnotherSource();
  }

  // --- sound

  void startMixing() {
    partner = null;
    if (hearing == null) {
      hearing = new Hearing();
      if (lastPayloadBytes == lastPayload.length && now() - lastAudioNanos < MAX_FRESH_NANOS) {
        hearing.continueFrom(lastFrame());
      }
    }
    lastPayloadBytes = 0;
  }

  void stopMixing() {
    hearing = null;
  }

  /// Hears the next 20 ms; true when there is sound in it.
  boolean listen() {
    var ear = hearing;
    spoke = ear != null && ear.next();
    if (sink != null && ear != null) {
      sink.write(ear.frame());
    }
    return spoke;
  }

  /// Whether [#listen] brought sound.
  boolean spoke() {
    return spoke;
  }

  /// The 20 ms that it heard last.
  short[] said() {
    return Objects.requireNonNull(hearing).frame();
  }

  /// Says 20 ms to the other side, with what its own source says on top.
  void speak(short[] frame, long gridNanos) {
    if (source != null) {
      mixIn(source, frame);
    }
    boolean wasPressing = voice.isPressing();
    voice.say(frame, gridNanos);
    if (wasPressing && !voice.isPressing() && conversation == null) {
      reevaluate(); // A bridge looks for itself, when all have spoken.
    }
  }

  /// Works by itself: a session in no bridge that speaks and listens.
  @Override
  void frame(long gridNanos) {
    listen();
    var frame = here().silence();
    speak(frame, gridNanos);
  }

  @Override
  void failed(RuntimeException bug) {
    fail(bug);
  }

  /// The owner hears that no more media comes, and ends the call.
  @Override
  public void fail(RuntimeException bug) {
    if (!closed) {
      signals.mediaStopped();
      close();
    }
  }

  /// Now and then: reports, and whether media still comes.
  void housekeeping(long nowNanos) {
    if (agreed != null) {
      reports.send(voice.out(), statistics, here().sendBuffer(), nowNanos);
      if (watch.hasStopped(nowNanos)) {
        signals.mediaStopped();
      }
    }
  }

  /// What it does follows from what it is in; called after anything changed.
  private void reevaluate() {
    if (conversation != null) {
      if (shard != null) {
        shard.displace(this);
      }
      conversation.evaluate();
    } else if (shard != null && (source != null || voice.isPressing())) {
      startMixing();
      shard.place(this);
    } else if (shard != null) {
      shard.displace(this);
      stopMixing();
    }
  }

  private void mixIn(AudioSource from, short[] frame) {
    var spoken = here().spoken();
    if (from.read(spoken)) {
      for (int i = 0; i < OutStream.FRAME_SAMPLES; i++) {
        frame[i] =
            (short) Math.clamp(frame[i] + (long) spoken[i], Short.MIN_VALUE, Short.MAX_VALUE);
      }
    }
  }

  private void keepLast() {
    int bytes = Math.min(packet.payloadBytes(), lastPayload.length);
    packet.buffer().get(packet.payloadOffset(), lastPayload, 0, bytes);
    lastPayloadBytes = bytes;
  }

  private short[] lastFrame() {
    var frame = new short[JitterBuffer.FRAME_SAMPLES];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = law().decode(lastPayload[i]);
    }
    return frame;
  }

  private G711 law() {
    return Voice.law(receiveCodec);
  }

  private static @Nullable Codec codec(AgreedStream stream, int payloadType) {
    var audio = stream.receive().audio();
    for (int i = 0; i < audio.size(); i++) {
      if (audio.get(i).payloadType() == payloadType) {
        return audio.get(i).codec();
      }
    }
    return null;
  }

  private long now() {
    return here().nowNanos();
  }

  private Shard here() {
    if (shard == null) {
      throw new IllegalStateException("the leg is on no shard");
    }
    return shard;
  }
}
