package dev.cordboard.engine.mailbox;

import dev.cordboard.call.CallInput;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What `sip` and `media` report about one leg, in their order, on its way to the call that the leg
/// belongs to: whichever that is when it is read.
///
/// News waits here; the mailbox of the call only gets a knock for each. A knock that was posted to
/// the call that had the leg before is passed on, and whichever knock is read next takes the next
/// news: so none is lost, doubled or overtaken when a leg changes its call.
public final class LegNews {
  /// Before the leg has a call, only its maker knows it.
  private volatile Optional<Inbox> owner = Optional.empty();

  private final Queue<Item> waiting = new ConcurrentLinkedQueue<>();

  /// What one of them means for the call. Called by the reader of the mailbox of the call that the
  /// leg belongs to.
  public interface News {
    List<CallInput> read(Instant at);

    /// It will not be read: the call is over, or has no room.
    default void dropped() {}
  }

  /// A class for its identity.
  private static final class Item {
    private final News news;

    Item(News news) {
      this.news = news;
    }
  }

  /// News goes to this call from now on. Called by whoever drives the call that had the leg before,
  /// and the new one.
  public void belongTo(Inbox call) {
    owner = Optional.of(call);
  }

  /// Whether the leg belongs to this very call.
  @SuppressWarnings("ReferenceEquality")
  public boolean isOwnedBy(Inbox call) {
    return owner.isPresent() && owner.get() == call;
  }

  public Optional<Inbox> owner() {
    return owner;
  }

  /// From any thread, in the order of what happened.
  public void post(News news) {
    var call = owner;
    if (call.isEmpty()) {
      news.dropped();
      return;
    }
    var item = new Item(news);
    waiting.add(item);
    if (!knock(call.get()) && waiting.remove(item)) {
      news.dropped();
    }
  }

  private boolean knock(Inbox call) {
    return call.post(new Knock(this, call));
  }

  private void passOn() {
    if (!knock(owner.orElseThrow())) {
      drop();
    }
  }

  private List<CallInput> readNext(Instant at) {
    var next = waiting.poll();
    return next == null ? List.of() : next.news.read(at);
  }

  private void drop() {
    var next = waiting.poll();
    if (next != null) {
      next.news.dropped();
    }
  }

  /// Says to a call that there is news of a leg.
  private record Knock(LegNews leg, Inbox at) implements Letter {
    @Override
    public List<CallInput> open(Instant when) {
      if (leg.isOwnedBy(at)) {
        return leg.readNext(when);
      }
      leg.passOn();
      return List.of();
    }

    @Override
    public void gone() {
      if (leg.isOwnedBy(at)) {
        leg.drop();
      } else {
        leg.passOn();
      }
    }
  }
}
