package dev.cordboard.media;

import dev.cordboard.audio.Mix;
import dev.cordboard.rtp.RtpPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A bridge at work on its shard: passes packets through while it can, mixes while it must.
final class Conversation extends FrameUnit implements Bridge {
  private final Shard shard;
  private final Mailbox mailbox;
  private final List<Leg> legs = new ArrayList<>();
  private final Mix mix = new Mix(OutStream.FRAME_SAMPLES);
  private final short[] heard = new short[OutStream.FRAME_SAMPLES];
  private boolean passing;

  Conversation(Shard shard) {
    this.shard = shard;
    this.mailbox = new Mailbox(shard);
  }

  /// Where it lives for good.
  Shard shard() {
    return shard;
  }

  @Override
  public void close() {
    mailbox.post(
        () -> {
          for (var leg : List.copyOf(legs)) {
            leg.leave();
          }
        });
  }

  // All below: on the shard's thread only.

  void add(Leg leg) {
    legs.add(leg);
    if (!passing) {
      leg.startMixing();
    }
    evaluate();
  }

  void remove(Leg leg) {
    legs.remove(leg);
    leg.partner = null;
    leg.stopMixing();
    evaluate();
  }

  /// Chooses between passing through and mixing, after anything that matters changed.
  void evaluate() {
    boolean pass = canPass();
    if (pass && !passing) {
      shard.displace(this);
      legs.forEach(Leg::stopMixing);
      legs.get(0).passTo(legs.get(1));
      legs.get(1).passTo(legs.get(0));
    } else if (!pass && passing) {
      legs.forEach(Leg::startMixing);
    }
    passing = pass;
    if (!pass && !legs.isEmpty()) {
      shard.place(this);
    } else {
      shard.displace(this);
    }
  }

  /// A key pressed by one is passed to all that hear it; it is not sound that could be mixed.
  void event(Leg from, RtpPacket packet) {
    for (int i = 0; i < legs.size(); i++) {
      var to = legs.get(i);
      if (to != from && to.hears && from.isHeard) {
        to.repeatEvent(from, packet);
      }
    }
  }

  @Override
  void frame(long gridNanos) {
    mix.clear();
    for (int i = 0; i < legs.size(); i++) {
      var leg = legs.get(i);
      if (leg.listen() && leg.isHeard) {
        mix.add(leg.said());
      }
    }
    // From the end: a leg that finishes its digits may turn the bridge over.
    for (int i = legs.size() - 1; i >= 0; i--) {
      var leg = legs.get(i);
      if (!leg.hears) {
        Arrays.fill(heard, (short) 0);
      } else if (leg.spoke() && leg.isHeard) {
        mix.without(leg.said(), heard);
      } else {
        mix.all(heard);
      }
      leg.speak(heard, gridNanos);
    }
    if (!passing && canPass()) {
      evaluate();
    }
  }

  @Override
  void failed(RuntimeException bug) {
    for (var leg : List.copyOf(legs)) {
      leg.fail(bug);
    }
  }

  private boolean canPass() {
    return legs.size() == 2
        && legs.get(0).canPassTo(legs.get(1))
        && legs.get(1).canPassTo(legs.get(0));
  }
}
