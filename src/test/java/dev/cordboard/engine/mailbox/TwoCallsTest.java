package dev.cordboard.engine.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput;
import dev.cordboard.engine.mailbox.Mailbox.Room;
import dev.cordboard.testkit.OneAtATime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Holding two mailboxes at once, and legs that change theirs while news of them is under way: in
/// every order that threads can meet in. A seed that fails is in the message.
class TwoCallsTest {
  private static final int SCHEDULES = 600;

  @Test
  void holdsBothAndLetsBothGo() {
    var a = new Box("a", new OneAtATime(1));
    var b = new Box("b", new OneAtATime(1));
    var seen = new ArrayList<String>();

    TwoCalls.hold(
        b,
        a,
        new Work(
            () -> {
              a.mailbox.post(letter(seen, "to a"), Room.SHARED);
              b.mailbox.post(letter(seen, "to b"), Room.SHARED);
              seen.add("both");
            }));

    assertThat(seen).startsWith("both").containsExactlyInAnyOrder("both", "to a", "to b");
  }

  @Test
  void letsTheFirstGoWhenTheSecondIsOver() {
    var a = new Box("a", new OneAtATime(1));
    var b = new Box("b", new OneAtATime(1));
    b.over = true;
    var work = new Work(() -> {});
    var seen = new ArrayList<String>();

    TwoCalls.hold(a, b, work);
    a.mailbox.post(letter(seen, "to a"), Room.SHARED);

    assertThat(work.told).containsExactly("gone");
    assertThat(seen).containsExactly("to a");
  }

  @Test
  void letsTheFirstGoWhenTheSecondIsFull() {
    var a = new Box("a", new OneAtATime(1));
    var b = new Box("b", new OneAtATime(1));
    b.full = true;
    var work = new Work(() -> {});
    var seen = new ArrayList<String>();

    TwoCalls.hold(b, a, work);
    a.mailbox.post(letter(seen, "to a"), Room.SHARED);

    assertThat(work.told).containsExactly("noRoom");
    assertThat(seen).containsExactly("to a");
  }

  /// Three calls, and three threads that want two of them each, crosswise, twice.
  @Test
  void neverLocksUpAndNeverSharesACall() throws InterruptedException {
    for (long seed = 0; seed < SCHEDULES; seed++) {
      var schedule = new OneAtATime(seed);
      var boxes = List.of(new Box("a", schedule), new Box("b", schedule), new Box("c", schedule));
      var works = new ArrayList<Work>();
      var seen = new AtomicInteger();
      for (int thread = 0; thread < 3; thread++) {
        var one = boxes.get(thread);
        var other = boxes.get((thread + 1) % 3);
        works.add(inside(schedule, one, other));
        works.add(inside(schedule, one, other));
        var mine = works.subList(2 * thread, 2 * thread + 2);
        var first = mine.get(0);
        var second = mine.get(1);
        schedule.add(
            () -> {
              TwoCalls.hold(one, other, first);
              one.mailbox.post(counting(seen), Room.SHARED);
              TwoCalls.hold(other, one, second);
            });
      }

      schedule.run();

      assertThat(works).as("seed %d", seed).allMatch(work -> work.told.equals(List.of("both")));
      assertThat(seen).as("seed %d", seed).hasValue(3);
    }
  }

  /// A leg goes from call to call and back while two threads report about it.
  @Test
  void newsFollowsItsLegInOrder() throws InterruptedException {
    for (long seed = 0; seed < SCHEDULES; seed++) {
      var schedule = new OneAtATime(seed);
      var a = new Box("a", schedule);
      var b = new Box("b", schedule);
      var leg = new LegNews();
      leg.belongTo(a);
      var read = new ArrayList<Integer>();
      for (int thread = 0; thread < 2; thread++) {
        int base = 10 * thread;
        schedule.add(
            () -> {
              for (int i = 0; i < 4; i++) {
                int number = base + i;
                leg.post(
                    at -> {
                      assertThat(a.reading + b.reading).isPositive();
                      read.add(number);
                      return List.of();
                    });
                schedule.pass();
              }
            });
      }
      schedule.add(() -> TwoCalls.hold(a, b, new Work(() -> leg.belongTo(b))));
      schedule.add(() -> TwoCalls.hold(b, a, new Work(() -> leg.belongTo(a))));

      schedule.run();

      assertThat(read).as("seed %d", seed).hasSize(8).doesNotHaveDuplicates();
      assertThat(read.stream().filter(each -> each < 10)).as("seed %d", seed).isSorted();
      assertThat(read.stream().filter(each -> each >= 10)).as("seed %d", seed).isSorted();
    }
  }

  @Test
  void dropsTheNewsOfALegWhoseCallHasNoRoom() {
    var a = new Box("a", new OneAtATime(1));
    a.full = true;
    var leg = new LegNews();
    leg.belongTo(a);
    var told = new ArrayList<String>();

    leg.post(
        new LegNews.News() {
          @Override
          public List<CallInput> read(Instant at) {
            told.add("read");
            return List.of();
          }

          @Override
          public void dropped() {
            told.add("dropped");
          }
        });

    assertThat(told).containsExactly("dropped");
  }

  private static Work inside(OneAtATime schedule, Box one, Box other) {
    return new Work(
        () -> {
          assertThat(one.owners.incrementAndGet()).isEqualTo(1);
          assertThat(other.owners.incrementAndGet()).isEqualTo(1);
          schedule.pass();
          one.owners.decrementAndGet();
          other.owners.decrementAndGet();
        });
  }

  private static Letter letter(List<String> seen, String name) {
    return _ -> {
      seen.add(name);
      return List.of();
    };
  }

  private static Letter counting(AtomicInteger seen) {
    return _ -> {
      seen.incrementAndGet();
      return List.of();
    };
  }

  /// What a call is to [TwoCalls]: a mailbox, and a reader that must be alone.
  private static final class Box implements TwoCalls.Holdable, Inbox {
    final String callId;
    final Mailbox<Letter> mailbox;
    final AtomicInteger owners = new AtomicInteger();
    int reading;
    boolean over;
    boolean full;

    Box(String callId, OneAtATime schedule) {
      this.callId = callId;
      this.mailbox = new Mailbox<>(new WatchedQueue<>(schedule), 64, 64, this::read);
    }

    private boolean read(Letter letter) {
      if (over) {
        letter.gone();
        return true;
      }
      if (letter instanceof TwoCalls.Hold hold) {
        return hold.held();
      }
      assertThat(owners.incrementAndGet()).isEqualTo(1);
      reading++;
      letter.open(Instant.EPOCH);
      reading--;
      owners.decrementAndGet();
      return true;
    }

    @Override
    public String callId() {
      return callId;
    }

    @Override
    public boolean hold(TwoCalls.Hold letter) {
      return !full && mailbox.post(letter, Room.SHARED);
    }

    @Override
    public boolean post(Letter letter) {
      return !full && mailbox.post(letter, Room.RESERVED);
    }

    @Override
    public void release() {
      mailbox.release();
    }
  }

  private static final class Work implements TwoCalls.Work {
    final List<String> told = new ArrayList<>();
    private final Runnable work;

    Work(Runnable work) {
      this.work = work;
    }

    @Override
    public void both() {
      work.run();
      told.add("both");
    }

    @Override
    public void gone() {
      told.add("gone");
    }

    @Override
    public void noRoom() {
      told.add("noRoom");
    }
  }
}
