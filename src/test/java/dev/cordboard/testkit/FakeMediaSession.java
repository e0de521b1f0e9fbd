package dev.cordboard.testkit;

import dev.cordboard.media.AudioSink;
import dev.cordboard.media.AudioSource;
import dev.cordboard.media.Bridge;
import dev.cordboard.media.MediaListener;
import dev.cordboard.media.MediaSession;
import dev.cordboard.sdp.AgreedStream;
import dev.cordboard.sdp.Codec;
import dev.cordboard.sdp.LocalStream;
import dev.cordboard.sdp.OfferAnswer;
import dev.cordboard.sdp.Origin;
import dev.cordboard.sdp.SessionDescription;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A session that negotiates like a real one and moves no sound.
public final class FakeMediaSession implements MediaSession {
  private final FakeMedia plane;
  private final int number;
  private final MediaListener listener;
  private final InetAddress advertised;
  private Optional<SessionDescription> offered = Optional.empty();
  private Optional<AgreedStream> agreed = Optional.empty();
  private Optional<Bridge> bridge = Optional.empty();
  private String place = "nowhere";
  private boolean closed;

  FakeMediaSession(FakeMedia plane, int number, MediaListener listener, InetAddress advertised) {
    this.plane = plane;
    this.number = number;
    this.listener = listener;
    this.advertised = advertised;
  }

  /// Where it is: `nowhere`, or `hears`, `isHeard` or both.
  public synchronized String place() {
    return place;
  }

  /// The bridge it is in.
  public synchronized Optional<Bridge> bridge() {
    return bridge;
  }

  /// Whether its ports were given back.
  public synchronized boolean isClosed() {
    return closed;
  }

  /// The address that its descriptions name.
  public InetAddress advertised() {
    return advertised;
  }

  /// Its RTP stops.
  public void stop() {
    listener.mediaStopped();
  }

  @Override
  public SessionDescription offer(Codec preferred) {
    plane.offers();
    return offerNow(preferred);
  }

  private synchronized SessionDescription offerNow(Codec preferred) {
    var codecs = new ArrayList<>(List.of(preferred));
    codecs.add(preferred == Codec.PCMU ? Codec.PCMA : Codec.PCMU);
    offered = Optional.of(OfferAnswer.offer(local(codecs)));
    return offered.get();
  }

  @Override
  public Optional<SessionDescription> answer(SessionDescription offer) {
    return answer(offer, List.of(Codec.PCMU, Codec.PCMA));
  }

  @Override
  public Optional<SessionDescription> answer(SessionDescription offer, Codec preferred) {
    return answer(offer, List.of(preferred)).or(() -> answer(offer));
  }

  private synchronized Optional<SessionDescription> answer(
      SessionDescription offer, List<Codec> codecs) {
    return switch (OfferAnswer.answer(offer, local(codecs))) {
      case OfferAnswer.Outcome.NothingFits _ -> Optional.empty();
      case OfferAnswer.Outcome.Agreed(var answer, var stream) -> {
        agreed = Optional.of(stream);
        yield Optional.of(answer);
      }
    };
  }

  @Override
  public synchronized boolean accept(SessionDescription answer) {
    var stream = offered.flatMap(offer -> OfferAnswer.accept(offer, answer));
    stream.ifPresent(each -> agreed = Optional.of(each));
    return stream.isPresent();
  }

  @Override
  public synchronized Optional<Codec> codec() {
    return agreed.map(stream -> stream.send().codec());
  }

  @Override
  public synchronized boolean remoteHolds() {
    return agreed.map(AgreedStream::remoteHolds).orElse(false);
  }

  @Override
  public void signallingAddress(InetAddress address) {}

  @Override
  public void join(Bridge to, boolean hears, boolean isHeard) {
    plane.joins();
    enter(to, hears, isHeard);
  }

  private synchronized void enter(Bridge to, boolean hears, boolean isHeard) {
    bridge = Optional.of(to);
    place = (hears ? "hears" : "") + (hears && isHeard ? " " : "") + (isHeard ? "isHeard" : "");
  }

  @Override
  public synchronized void leave() {
    bridge = Optional.empty();
    place = "nowhere";
  }

  @Override
  public void attach(AudioSource source, AudioSink sink) {}

  @Override
  public void sendDigits(String digits) {}

  @Override
  public byte[] snapshot() {
    return new byte[] {(byte) number};
  }

  @Override
  public int localPort() {
    return 20_000 + 2 * number;
  }

  @Override
  public synchronized void close() {
    leave();
    closed = true;
  }

  private LocalStream local(List<Codec> codecs) {
    var origin = Origin.ours(1, 1, "127.0.0.1");
    return new LocalStream(origin, advertised.getHostAddress(), localPort(), codecs);
  }
}
