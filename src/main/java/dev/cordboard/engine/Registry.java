package dev.cordboard.engine;

import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.sip.SipLeg;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Which call a connection, an invitation or a gathering belongs to, while the call goes on.
/// Thread-safe.
final class Registry {
  private final int maxCalls;
  private final AtomicInteger live = new AtomicInteger();
  private final AtomicInteger sipLegs = new AtomicInteger();
  private final Map<String, LiveCall> calls = new ConcurrentHashMap<>();
  private final Map<String, LiveCall> connections = new ConcurrentHashMap<>();
  private final Map<String, LiveCall> invitations = new ConcurrentHashMap<>();
  private final Map<SipLeg, Leg> dialogs = new ConcurrentHashMap<>();
  private final Map<Gathering, LiveCall> gatherings = new ConcurrentHashMap<>();

  /// Only for whoever waits until nothing is left, at shutdown; nobody else takes it.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition ending = lock.newCondition();
  private volatile boolean awaited;
  private volatile boolean closed;

  Registry(int maxCalls) {
    this.maxCalls = maxCalls;
  }

  /// No new calls from now on.
  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /// Takes a call in that goes on with parties of another: no more legs than before, so no limit.
  void admitSplit(LiveCall call) {
    live.incrementAndGet();
    calls.put(call.callId(), call);
  }

  /// Takes a new call in; false: there are as many as there may be, or the server stops.
  boolean admit(LiveCall call) {
    if (closed) {
      return false;
    }
    int before = live.get();
    while (before < maxCalls) {
      if (live.compareAndSet(before, before + 1)) {
        calls.put(call.callId(), call);
        return true;
      }
      before = live.get();
    }
    return false;
  }

  void connection(String connectionId, LiveCall call) {
    connections.put(connectionId, call);
  }

  void invitation(String invitationId, LiveCall call) {
    invitations.put(invitationId, call);
  }

  /// The call that is this gathering: the one that is there, else this one.
  LiveCall gathering(Gathering gathering, LiveCall call) {
    var there = gatherings.putIfAbsent(gathering, call);
    return there == null ? call : there;
  }

  Optional<LiveCall> gathering(Gathering gathering) {
    return Optional.ofNullable(gatherings.get(gathering));
  }

  Optional<LiveCall> byConnection(String connectionId) {
    return Optional.ofNullable(connections.get(connectionId));
  }

  Optional<LiveCall> byInvitation(String invitationId) {
    return Optional.ofNullable(invitations.get(invitationId));
  }

  Optional<LiveCall> byServerCallId(String serverCallId) {
    return ServerCallId.callId(serverCallId).map(calls::get);
  }

  boolean isLive(String callId) {
    return calls.containsKey(callId);
  }

  Collection<LiveCall> calls() {
    return List.copyOf(calls.values());
  }

  int size() {
    return live.get();
  }

  /// Nothing finds the call any more.
  ///
  /// @param names its connections and invitations
  void remove(LiveCall call, Collection<String> names) {
    if (calls.remove(call.callId(), call)) {
      names.forEach(name -> connections.remove(name, call));
      names.forEach(name -> invitations.remove(name, call));
      call.gathering().ifPresent(gathering -> gatherings.remove(gathering, call));
      live.decrementAndGet();
      ended();
    }
  }

  /// The leg behind a dialog, as long as that lasts.
  Optional<Leg> leg(SipLeg dialog) {
    return Optional.ofNullable(dialogs.get(dialog));
  }

  void dialog(SipLeg dialog, Leg leg) {
    dialogs.put(dialog, leg);
  }

  void dialogOver(SipLeg dialog) {
    dialogs.remove(dialog);
  }

  /// How many dialogs are known by their leg.
  int dialogs() {
    return dialogs.size();
  }

  void sipLegOpened() {
    sipLegs.incrementAndGet();
  }

  void sipLegOver() {
    sipLegs.decrementAndGet();
    ended();
  }

  int sipLegs() {
    return sipLegs.get();
  }

  /// Waits until no call is left and every BYE has its answer; false: it took too long.
  boolean awaitEmpty(Duration limit) throws InterruptedException {
    awaited = true;
    lock.lock();
    try {
      long left = limit.toNanos();
      while (live.get() > 0 || sipLegs.get() > 0) {
        if (left <= 0) {
          return false;
        }
        left = ending.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void ended() {
    if (awaited) {
      lock.lock();
      try {
        ending.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
