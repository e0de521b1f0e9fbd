package dev.cordboard.engine.mailbox;

import dev.cordboard.call.CallInput;
import java.time.Instant;
import java.util.List;

/// Owns two calls at once, so that one step can change both. The mailbox of each is held in turn,
/// always that of the lower call id first: calls that want each other at the same time cannot wait
/// for each other for ever. No thread waits meanwhile.
public final class TwoCalls {
  private final Holdable first;
  private final Holdable second;
  private final Work work;

  private TwoCalls(Holdable first, Holdable second, Work work) {
    this.first = first;
    this.second = second;
    this.work = work;
  }

  /// What has a mailbox that can be held.
  public interface Holdable {
    String callId();

    /// Posts to the mailbox as a command; false: there was no room.
    boolean hold(Hold letter);

    /// Lets a mailbox go that is held.
    void release();
  }

  /// What is done with both; exactly one of the three.
  public interface Work {
    /// Both are held; on return both are let go.
    void both();

    /// One of them was over.
    void gone();

    /// One of them had no room.
    void noRoom();
  }

  /// A letter that holds the mailbox it is read from.
  public abstract static class Hold implements Letter {
    /// Called by the reader; false: the mailbox stays held until it is released.
    public abstract boolean held();

    @Override
    public List<CallInput> open(Instant at) {
      throw new IllegalStateException("a hold is no input");
    }
  }

  /// Does the work as soon as both can be held; may return before.
  public static void hold(Holdable one, Holdable other, Work work) {
    if (one.callId().equals(other.callId())) {
      throw new IllegalArgumentException("twice the same call");
    }
    boolean inOrder = one.callId().compareTo(other.callId()) < 0;
    var both = new TwoCalls(inOrder ? one : other, inOrder ? other : one, work);
    if (!both.first.hold(both.new HoldFirst())) {
      work.noRoom();
    }
  }

  private final class HoldFirst extends Hold {
    @Override
    public boolean held() {
      if (!second.hold(new HoldSecond())) {
        work.noRoom();
        first.release();
      }
      return false;
    }

    @Override
    public void gone() {
      work.gone();
    }
  }

  private final class HoldSecond extends Hold {
    @Override
    public boolean held() {
      try {
        work.both();
      } finally {
        first.release();
      }
      return true;
    }

    @Override
    public void gone() {
      work.gone();
      first.release();
    }
  }
}
