package dev.cordboard.media;

import dev.cordboard.sdp.AgreedStream;
import dev.cordboard.sdp.Codec;
import dev.cordboard.sdp.LocalStream;
import dev.cordboard.sdp.OfferAnswer;
import dev.cordboard.sdp.Origin;
import dev.cordboard.sdp.SessionDescription;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A session as its owner sees it: negotiates on the caller's thread, commands the leg on its
/// shard.
///
/// The lock guards the negotiation only, between threads that carry signalling; a shard never takes
/// it.
final class LegSession implements MediaSession {
  private final Leg leg;
  private final Mailbox mailbox;
  private final String host;
  private final int port;
  private final long sessionId;
  private final int ssrc;
  private long version;
  private @Nullable SessionDescription lastLocal;
  private @Nullable SessionDescription lastRemote;
  private @Nullable AgreedStream agreed;

  LegSession(Leg leg, Mailbox mailbox, Identity identity) {
    this.leg = leg;
    this.mailbox = mailbox;
    this.host = identity.host();
    this.port = identity.port();
    this.sessionId = identity.sessionId();
    this.ssrc = identity.ssrc();
  }

  /// What a session is known by outside.
  record Identity(String host, int port, long sessionId, int ssrc) {}

  @Override
  public synchronized SessionDescription offer(Codec preferred) {
    var local = local(LocalStream.preferring(preferred));
    lastLocal =
        lastLocal == null ? OfferAnswer.offer(local) : OfferAnswer.offerAgain(local, lastLocal);
    return lastLocal;
  }

  @Override
  public synchronized Optional<SessionDescription> answer(SessionDescription offer) {
    return settle(offer, OfferAnswer.answer(offer, local(List.of(Codec.values()))));
  }

  @Override
  public synchronized Optional<SessionDescription> answer(
      SessionDescription offer, Codec preferred) {
    return settle(offer, OfferAnswer.answer(offer, local(List.of(Codec.values())), preferred));
  }

  @Override
  public synchronized boolean accept(SessionDescription answer) {
    var stream =
        lastLocal == null ? Optional.<AgreedStream>empty() : OfferAnswer.accept(lastLocal, answer);
    stream.ifPresent(agreement -> agree(answer, agreement));
    return stream.isPresent();
  }

  @Override
  public synchronized Optional<Codec> codec() {
    return Optional.ofNullable(agreed).map(stream -> stream.send().codec());
  }

  @Override
  public synchronized boolean remoteHolds() {
    return agreed != null && agreed.remoteHolds();
  }

  @Override
  public void signallingAddress(InetAddress address) {
    command(() -> leg.signallingAddress(address));
  }

  @Override
  public void join(Bridge bridge, boolean hears, boolean isHeard) {
    if (!(bridge instanceof Conversation conversation)) {
      throw new IllegalArgumentException("a bridge of another media plane");
    }
    command(() -> join(conversation, hears, isHeard));
  }

  @Override
  public void leave() {
    command(leg::leave);
  }

  @Override
  public void attach(AudioSource source, AudioSink sink) {
    command(() -> leg.attach(source, sink));
  }

  @Override
  public void sendDigits(String digits) {
    command(() -> leg.sendDigits(digits));
  }

  @Override
  public synchronized byte[] snapshot() {
    return new SessionSnapshot(
            new Identity(host, port, sessionId, ssrc),
            version,
            Optional.ofNullable(lastLocal).map(SessionDescription::toBytes).orElse(new byte[0]),
            Optional.ofNullable(lastRemote).map(SessionDescription::toBytes).orElse(new byte[0]))
        .toBytes();
  }

  @Override
  public int localPort() {
    return port;
  }

  @Override
  public void close() {
    command(leg::close);
  }

  /// Runs on the leg's shard, unless the leg was closed before.
  private void command(Runnable work) {
    mailbox.post(
        () -> {
          if (!leg.isClosed()) {
            work.run();
          }
        });
  }

  /// On the leg's shard. A bridge stays where it is: the leg moves, its sockets with it.
  private void join(Conversation conversation, boolean hears, boolean isHeard) {
    var from = mailbox.shard();
    var to = conversation.shard();
    if (from == to) {
      leg.join(conversation, hears, isHeard);
      return;
    }
    leg.leave();
    leg.detach();
    from.loaded(-1);
    to.loaded(1);
    mailbox.moveTo(
        to,
        () -> {
          leg.open(to);
          leg.join(conversation, hears, isHeard);
        });
  }

  private LocalStream local(List<Codec> codecs) {
    return new LocalStream(Origin.ours(sessionId, ++version, host), host, port, codecs);
  }

  private Optional<SessionDescription> settle(
      SessionDescription offer, OfferAnswer.Outcome outcome) {
    return switch (outcome) {
      case OfferAnswer.Outcome.Agreed(var answer, var stream) -> {
        lastLocal = answer;
        agree(offer, stream);
        yield Optional.of(answer);
      }
      case OfferAnswer.Outcome.NothingFits _ -> Optional.empty();
    };
  }

  private void agree(SessionDescription remote, AgreedStream stream) {
    lastRemote = remote;
    agreed = stream;
    command(() -> leg.agree(stream));
  }
}
