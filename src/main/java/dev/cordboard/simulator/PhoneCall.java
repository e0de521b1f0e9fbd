package dev.cordboard.simulator;

import dev.cordboard.base.TimeSource;
import dev.cordboard.media.MediaListener;
import dev.cordboard.media.MediaSession;
import dev.cordboard.sdp.Codec;
import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.simulator.PhoneCallView.Heard;
import dev.cordboard.simulator.PhoneCallView.Progress;
import dev.cordboard.sip.LegEnd;
import dev.cordboard.sip.SipLeg;
import dev.cordboard.sip.SipLegListener;
import dev.cordboard.sip.message.NetworkCause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// One call of one simulated phone: a script, a SIP leg, a media session, an ear and a mouth.
///
/// Everything runs on the simulator's thread; what SIP and media report is posted there.
final class PhoneCall implements SipLegListener, MediaListener {
  private static final int BAD_OFFER = 488;

  private final PhoneCallView.Facts facts;
  private final TimeSource time;
  private final Executor thread;
  private final Ear ear = new Ear();
  private final Mouth mouth = new Mouth();
  private final StringBuilder digits = new StringBuilder();
  private Optional<MediaSession> session = Optional.empty();
  private Optional<SipLeg> leg = Optional.empty();
  private Optional<SessionDescription> offer = Optional.empty();
  private PhoneState state;
  private volatile Optional<Instant> answeredAt = Optional.empty();
  private volatile Optional<Instant> endedAt = Optional.empty();
  private volatile Optional<Integer> sipStatus = Optional.empty();
  private volatile Optional<Heard> heardAtEnd = Optional.empty();

  PhoneCall(PhoneCallView.Facts facts, PhoneState state, TimeSource time, Executor thread) {
    this.facts = facts;
    this.state = state;
    this.time = time;
    this.thread = thread;
  }

  PhoneCallView.Facts facts() {
    return facts;
  }

  /// The media of this call; before anything else.
  void use(MediaSession opened) {
    session = Optional.of(opened);
    opened.attach(mouth, ear);
  }

  /// The SIP side of this call, and what the caller offered.
  void use(SipLeg with, Optional<SessionDescription> offered) {
    leg = Optional.of(with);
    offer = offered;
  }

  /// Our offer, for a call that this phone places.
  Optional<SessionDescription> offer(Codec preferred) {
    return session.map(open -> open.offer(preferred));
  }

  /// Goes on to a state and does what belongs to it.
  void take(PhoneScript.Step step) {
    state = step.state();
    step.actions().forEach(this::perform);
    if (state instanceof PhoneState.Over) {
      end();
    }
  }

  /// Time has passed.
  void tick(Instant now) {
    input(new PhoneInput.Ticked(now, ear.hearing()));
  }

  boolean isOver() {
    return endedAt.isPresent();
  }

  /// Hums a tone from now on; 0 stops it.
  void hum(int hz) {
    mouth.hum(hz);
  }

  /// Presses keys for a tester.
  void press(String keys) {
    perform(new PhoneAction.Press(keys));
  }

  /// Hangs up for a tester, or gives up.
  void hangUp() {
    if (!isOver()) {
      take(new PhoneScript.Step(new PhoneState.Over(), List.of(new PhoneAction.HangUp())));
    }
  }

  /// Read from any thread.
  PhoneCallView view() {
    var progress =
        endedAt.isPresent()
            ? Progress.ENDED
            : answeredAt.isPresent() ? Progress.CONNECTED : Progress.RINGING;
    return new PhoneCallView(
        facts, progress, answeredAt, endedAt, sipStatus, heardAtEnd.orElseGet(this::heard));
  }

  @Override
  public void ringing() {}

  @Override
  public void earlyMedia(SessionDescription description) {
    thread.execute(() -> accept(description));
  }

  @Override
  public void answered(Optional<SessionDescription> description) {
    thread.execute(
        () -> {
          description.ifPresent(this::accept);
          answeredAt = answeredAt.or(() -> Optional.of(time.now()));
          input(new PhoneInput.Answered(time.now()));
        });
  }

  @Override
  public void failed(int status, String reason, Optional<NetworkCause> cause) {
    thread.execute(
        () -> {
          sipStatus = sipStatus.or(() -> Optional.of(status));
          input(new PhoneInput.Gone(time.now()));
        });
  }

  @Override
  public void ended(LegEnd end) {
    thread.execute(() -> input(new PhoneInput.Gone(time.now())));
  }

  @Override
  public void offered(SessionDescription offered, Consumer<Optional<SessionDescription>> reply) {
    thread.execute(() -> reply.accept(session.flatMap(open -> open.answer(offered))));
  }

  @Override
  public void offerWanted(Consumer<Optional<SessionDescription>> reply) {
    thread.execute(() -> reply.accept(session.map(open -> open.offer(Codec.PCMU))));
  }

  @Override
  public void offerAnswered(Optional<SessionDescription> answer) {
    thread.execute(() -> answer.ifPresent(this::accept));
  }

  @Override
  public void digit(char digit) {
    synchronized (digits) {
      digits.append(digit);
    }
  }

  private void input(PhoneInput input) {
    take(PhoneScript.step(state, input));
  }

  private void perform(PhoneAction action) {
    switch (action) {
      case PhoneAction.Ring _ -> leg.ifPresent(SipLeg::ring);
      case PhoneAction.Answer _ -> answer();
      case PhoneAction.Refuse(var status) -> refuse(status);
      case PhoneAction.Press(var keys) -> session.ifPresent(open -> open.sendDigits(keys));
      case PhoneAction.Say(var clip) -> mouth.say(clip.samples());
      case PhoneAction.Echo _ -> mouth.echo(ear);
      case PhoneAction.HangUp _ -> leg.ifPresent(SipLeg::hangUp);
    }
  }

  /// Answers with our session; an INVITE without an offer gets ours (RFC 3264 §4: delayed offer).
  private void answer() {
    var ours =
        session.flatMap(
            open ->
                offer.isPresent() ? open.answer(offer.get()) : Optional.of(open.offer(Codec.PCMU)));
    if (ours.isPresent()) {
      leg.flatMap(SipLeg::remoteSignallingAddress)
          .ifPresent(from -> session.ifPresent(open -> open.signallingAddress(from)));
      leg.ifPresent(with -> with.answer(ours.get()));
    } else {
      refuse(BAD_OFFER);
      state = new PhoneState.Over();
      end();
    }
  }

  private void refuse(int status) {
    sipStatus = Optional.of(status);
    leg.ifPresent(with -> with.refuse(status));
  }

  private void accept(SessionDescription description) {
    leg.flatMap(SipLeg::remoteSignallingAddress)
        .ifPresent(from -> session.ifPresent(open -> open.signallingAddress(from)));
    session.ifPresent(open -> open.accept(description));
  }

  private void end() {
    if (endedAt.isEmpty()) {
      heardAtEnd = Optional.of(heard());
      endedAt = Optional.of(time.now());
      session.ifPresent(MediaSession::close);
    }
  }

  private Heard heard() {
    return new Heard(ear.heard(), pressed(), Spectrum.tones(ear.lastSound()));
  }

  /// Written on the media thread, read by whoever asks.
  private String pressed() {
    synchronized (digits) {
      return digits.toString();
    }
  }
}
