package dev.headgate.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.Seeds;
import dev.headgate.client.profile.GateKey;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.share.Slots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of one host as members of one folder, under a clock that the test turns. */
class SharedRingTest {
  private static final GateKey GATE = new GateKey("environment", "https://example.org:443");
  private static final long SECOND = 1_000_000;

  @TempDir Path folder;

  private final AtomicLong clock = new AtomicLong(1_764_000_000 * SECOND);

  @Test
  void whatOneHasTakenTheOtherHasNot() {
    Slots one = member(1).slots();
    Slots two = member(1).slots();

    assertThat(one.opensAt(now())).isEqualTo(now());
    int place = one.take(now());

    assertThat(two.opensAt(now())).isGreaterThan(now());
    one.answered(place, now());
    assertThat(two.opensAt(now())).isEqualTo(now() + SECOND + 1);
    clock.addAndGet(SECOND + 1);
    assertThat(two.opensAt(now())).isEqualTo(now());
  }

  @Test
  void thoseWhoAlwaysWaitAreServedInTurns() {
    Member one = member(1);
    Member two = member(1);
    List<Member> served = new ArrayList<>();

    for (int i = 0; i < 5_000 && served.size() < 20; i++) {
      for (Member member : List.of(one, two)) {
        if (member.slots().opensAt(now()) <= now()) {
          member.slots().answered(member.slots().take(now()), now());
          served.add(member);
        }
      }
      clock.addAndGet(20_000);
    }

    assertThat(served).hasSize(20);
    for (int i = 1; i < served.size(); i++) {
      assertThat(served.get(i)).isNotSameAs(served.get(i - 1));
    }
  }

  @Test
  void whatAMemberHeldThatHasEndedIsFreeAWindowAfterSomebodyNoticed() {
    Member ended = member(1);
    assertThat(ended.slots().opensAt(now())).isEqualTo(now());
    ended.slots().take(now());
    Slots other = member(1).slots();
    other.opensAt(now());

    ended.shares().close();
    clock.addAndGet(2 * SECOND);

    assertThat(other.opensAt(now())).isEqualTo(now() + SECOND + 1);
  }

  @Test
  void aNumberGivenAnewDoesNotHoldWhatItsFormerHolderTook() {
    Member ended = member(1);
    ended.slots().opensAt(now());
    ended.slots().take(now());
    ended.shares().close();
    Slots heir = member(1).slots();
    clock.addAndGet(2 * SECOND);

    assertThat(heir.opensAt(now())).isEqualTo(now() + SECOND + 1);
  }

  @Test
  void aPlaceThatNobodyComesForGoesToTheNext() {
    Slots absent = member(1).slots();
    Slots next = member(1).slots();
    assertThat(absent.opensAt(now())).isEqualTo(now());
    assertThat(next.opensAt(now())).isGreaterThan(now());

    clock.addAndGet(SECOND / 3);

    assertThat(next.opensAt(now())).isEqualTo(now());
  }

  @Test
  void aClockThatIsSetBackByAnHourCostsOneWindow() {
    Slots slots = member(1).slots();
    slots.opensAt(now());
    slots.answered(slots.take(now()), now());

    clock.addAndGet(-3_600 * SECOND);

    assertThat(slots.opensAt(now())).isLessThanOrEqualTo(now() + SECOND + 1);
  }

  @Test
  @Tag("seeded")
  void neverMoreThanTheRateInAnyWindowWhateverMembersDo() {
    Seeds.check(
        5,
        random -> {
          Path own = folder.resolve("run" + clock.get());
          int count = 1 + random.nextInt(5);
          assertThat(sentWithin(own, count, random)).isGreaterThan(10);
        });
  }

  /** Lets four members call and end by chance, and returns how many calls were sent. */
  private int sentWithin(Path own, int count, RandomGenerator random) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      members.add(member(own, count));
    }
    Deque<Long> left = new ArrayDeque<>();
    PriorityQueue<Flight> flights = new PriorityQueue<>(Comparator.comparingLong(Flight::lands));
    int sent = 0;
    for (int step = 0; step < 4_000; step++) {
      clock.addAndGet(random.nextLong(20_000));
      while (!flights.isEmpty() && flights.peek().lands() <= now()) {
        Flight flight = flights.poll();
        flight.slots().answered(flight.place(), now());
      }
      if (random.nextInt(500) == 0) {
        members.remove(random.nextInt(members.size())).shares().close();
        members.add(member(own, count));
      }
      Slots slots = members.get(random.nextInt(members.size())).slots();
      if (slots.opensAt(now()) <= now()) {
        flights.add(new Flight(slots, slots.take(now()), now() + random.nextLong(300_000)));
        left.addLast(now());
        sent++;
      }
      while (!left.isEmpty() && left.peekFirst() <= now() - SECOND) {
        left.removeFirst();
      }
      assertThat(left.size()).as("step %d", step).isLessThanOrEqualTo(count);
    }
    return sent;
  }

  /** A call under way. */
  private record Flight(Slots slots, int place, long lands) {}

  /** A process. */
  private record Member(HostShares shares, Slots slots) {}

  private Member member(int count) {
    return member(folder, count);
  }

  private Member member(Path where, int count) {
    HostShares shares;
    try {
      Files.createDirectories(where);
      shares = HostShares.in(where, clock::get);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Member(shares, shares.slots(GATE, Rate.safe(count, 1)));
  }

  private long now() {
    return clock.get();
  }
}
