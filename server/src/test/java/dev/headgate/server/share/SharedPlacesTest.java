package dev.headgate.server.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.profile.Rate;
import dev.headgate.core.Seeds;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import dev.headgate.server.store.redis.Connecting;
import dev.headgate.server.store.redis.Link;
import dev.headgate.server.store.redis.RedisServer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members of one real server, under a time that the test turns. */
@Tag("seeded")
class SharedPlacesTest {
  private static final long SECOND = Micros.SECOND;
  private static final long START = 1_764_003_600 * SECOND;
  private static final Rate ONE = Rate.safe(1, 1);

  private static RedisServer server;
  private static Link operator;

  private final ManualTime time = new ManualTime(START - 3_600 * SECOND);
  private final List<Member> members = new ArrayList<>();

  @BeforeAll
  static void start() {
    server = RedisServer.start();
    operator = Connecting.to(server.uri());
  }

  @AfterAll
  static void end() {
    operator.close();
    server.close();
  }

  @BeforeEach
  void knownForLong() {
    operator.commands().flushall().toCompletableFuture().join();
    try (Member first = Member.at(server.uri(), time, ONE)) {
      first.opensAt();
    }
    time.advance(3_600 * SECOND);
  }

  @AfterEach
  void leave() {
    members.forEach(Member::close);
  }

  @Test
  void whatOneHasTakenTheOtherHasNot() {
    Member one = member(ONE);
    Member two = member(ONE);

    assertThat(one.isOpen()).isTrue();
    int place = one.take();

    assertThat(two.isOpen()).isFalse();
    one.answered(place);
    time.advance(SECOND / 2);
    assertThat(two.opensAt()).isEqualTo(time.micros() + SECOND / 2 + 1);
    time.advance(SECOND / 2 + 1);
    assertThat(two.isOpen()).isTrue();
  }

  @Test
  void thoseWhoAlwaysWaitAreServedInTurns() {
    List<Member> three = List.of(member(ONE), member(ONE), member(ONE));
    List<Member> served = new ArrayList<>();

    for (int i = 0; i < 5_000 && served.size() < 12; i++) {
      for (Member member : three) {
        if (member.isOpen()) {
          member.answered(member.take());
          served.add(member);
        }
      }
      time.advance(50_000);
    }

    assertThat(served).hasSize(12);
    for (int i = 3; i < served.size(); i++) {
      assertThat(served.get(i)).isSameAs(served.get(i - 3));
    }
  }

  @Test
  void whatAKilledMemberHeldIsFreeAWindowAfterItIsGone() {
    Member killed = member(ONE);
    assertThat(killed.isOpen()).isTrue();
    killed.take();
    kill(killed);
    Member other = member(ONE);

    long freeAt = opening(other);

    long goneAt = START + SharedPlaces.PRESENCE;
    assertThat(freeAt).isBetween(goneAt + SECOND, goneAt + 2 * SECOND);
  }

  @Test
  void aKilledMemberLosesItsPlaceInTheLine() {
    Member holder = member(ONE);
    assertThat(holder.isOpen()).isTrue();
    int place = holder.take();
    Member killed = member(ONE);
    Member other = member(ONE);
    assertThat(killed.isOpen()).isFalse();
    assertThat(other.isOpen()).isFalse();

    kill(killed);
    holder.answered(place);

    assertThat(opening(other)).isLessThanOrEqualTo(START + SharedPlaces.PRESENCE + 2 * SECOND);
  }

  @Test
  void aPlaceThatNobodyComesForGoesToTheNext() {
    Member absent = member(ONE);
    Member next = member(ONE);
    assertThat(absent.isOpen()).isTrue();
    assertThat(next.isOpen()).isFalse();

    time.advance(SECOND / 2);
    absent.tick();

    assertThat(next.isOpen()).isTrue();
  }

  @Test
  void whoStandsInLineForNothingLeavesIt() {
    Member holder = member(ONE);
    assertThat(holder.isOpen()).isTrue();
    int place = holder.take();
    Member bored = member(ONE);
    Member other = member(ONE);
    bored.opensAt();
    other.opensAt();

    for (int i = 0; i < 10; i++) {
      time.advance(SECOND / 4);
      members.forEach(Member::tick);
      other.opensAt();
    }
    holder.answered(place);
    time.advance(SECOND + 1);

    assertThat(other.isOpen()).isTrue();
  }

  @Test
  void theEndOfAMemberGivesItsPlacesToOthersAWindowLater() {
    Member ended = member(ONE);
    assertThat(ended.isOpen()).isTrue();
    ended.take();
    Member other = member(ONE);

    members.remove(ended);
    ended.close();

    assertThat(opening(other)).isBetween(START + SECOND, START + 2 * SECOND);
  }

  @Test
  void anEmptyServerGivesNothingForOneWindowAndHearsWhatIsHeld() {
    Rate two = Rate.safe(2, 1);
    Member holder = member(two);
    assertThat(holder.isOpen()).isTrue();
    int place = holder.take();
    Member other = member(two);
    operator.commands().flushall().toCompletableFuture().join();
    long lost = time.micros();

    assertThat(other.isOpen()).isFalse();
    long freeAt = opening(other);
    other.take();

    assertThat(freeAt).isGreaterThan(lost + SECOND);
    assertThat(freeAt).isLessThanOrEqualTo(lost + SECOND + SECOND / 4);
    assertThat(other.isOpen()).isFalse();
    holder.answered(place);
    assertThat(opening(other)).isGreaterThanOrEqualTo(time.micros() - SECOND);
  }

  @Test
  void aClockThatIsSetBackByAnHourCostsOneWindow() {
    Member one = member(ONE);
    assertThat(one.isOpen()).isTrue();
    one.answered(one.take());
    ManualTime earlier = new ManualTime(time.micros() - 3_600 * SECOND);

    Member later = Member.at(server.uri(), earlier, ONE);
    members.add(later);

    assertThat(later.opensAt()).isLessThanOrEqualTo(earlier.micros() + SECOND + 1);
  }

  @Test
  void aMemberBeyondTheMostIsToldToWait() {
    for (int i = 0; i < SharedPlaces.MEMBERS_MAX; i++) {
      ask("member-" + i, 1);
    }

    assertThat(ask("one-more", 1).given()).isFalse();
    assertThat(ask("member-1", 2).inLine()).isEqualTo(SharedPlaces.MEMBERS_MAX - 1);
  }

  @Test
  void everyKeyExpires() {
    Member one = member(ONE);
    one.opensAt();

    List<String> keys = new ArrayList<>(operator.commands().keys("*").toCompletableFuture().join());

    assertThat(keys).isNotEmpty().allMatch(key -> key.startsWith("hg1:{share}:"));
    for (String key : keys) {
      assertThat(operator.commands().pttl(key).toCompletableFuture().join()).isPositive();
    }
  }

  @Test
  void aMessageThatWasOvertakenIsPassedOver() {
    Member one = member(ONE);
    Ring ring = new Ring("overtaken", "member", ONE);
    Wire wire = wire();
    Statement.Wants asks = Statement.Wants.ASKS;
    Statement late = new Statement(1, 0, 0, asks, List.of());

    assertThat(join(wire.say(ring, new Statement(2, 0, 0, asks, List.of()))).given()).isTrue();

    assertThat(join(wire.say(ring, late)).given()).isFalse();
    assertThat(join(wire.say(ring, new Statement(3, 1, 0, asks, List.of()))).given()).isFalse();
    assertThat(one.isOpen()).isTrue();
  }

  @Test
  void neverMoreThanTheRateInAnyWindowWhateverMembersDo() {
    Seeds.check(
        4,
        random -> {
          Rate rate = Rate.safe(1 + random.nextInt(5), 1);
          assertThat(sentWithin(rate, random)).isGreaterThan(rate.count());
          members.forEach(Member::close);
          members.clear();
          time.advance(60 * SECOND);
        });
  }

  /** Lets four members call, end and be killed by chance, and returns how many calls were sent. */
  private int sentWithin(Rate rate, RandomGenerator random) {
    for (int i = 0; i < 4; i++) {
      member(rate);
    }
    Deque<Long> left = new ArrayDeque<>();
    PriorityQueue<Flight> flights = new PriorityQueue<>(Comparator.comparingLong(Flight::lands));
    int sent = 0;
    for (int step = 0; step < 1_200; step++) {
      time.advance(random.nextLong(40_000));
      land(flights);
      members.forEach(Member::tick);
      disturb(rate, flights, random);
      Member member = members.get(random.nextInt(members.size()));
      if (member.isOpen()) {
        long lands = time.micros() + random.nextLong(random.nextInt(20) == 0 ? 4 * SECOND : SECOND);
        flights.add(new Flight(member, member.take(), lands));
        left.addLast(time.micros());
        sent++;
      }
      while (!left.isEmpty() && left.peekFirst() <= time.micros() - SECOND) {
        left.removeFirst();
      }
      assertThat(left.size()).as("step %d", step).isLessThanOrEqualTo(rate.count());
    }
    return sent;
  }

  private void land(PriorityQueue<Flight> flights) {
    while (!flights.isEmpty() && flights.peek().lands() <= time.micros()) {
      Flight flight = flights.poll();
      flight.member().answered(flight.place());
    }
  }

  private void disturb(Rate rate, PriorityQueue<Flight> flights, RandomGenerator random) {
    int chance = random.nextInt(1_000);
    if (chance < 2) {
      Member gone = members.get(random.nextInt(members.size()));
      flights.removeIf(flight -> flight.member().equals(gone));
      if (chance == 0) {
        gone.close();
        members.remove(gone);
      } else {
        kill(gone);
      }
      member(rate);
    } else if (chance == 2) {
      operator.commands().flushall().toCompletableFuture().join();
    }
  }

  /** A call under way. */
  private record Flight(Member member, int place, long lands) {}

  /** Turns the time, and lets members do what they do by themselves, until one may send. */
  private long opening(Member member) {
    for (int i = 0; i < 1_000 && !member.isOpen(); i++) {
      time.advance(10_000);
      members.forEach(Member::tick);
    }
    assertThat(member.isOpen()).isTrue();
    return time.micros();
  }

  private void kill(Member member) {
    members.remove(member);
    member.kill();
  }

  private Member member(Rate rate) {
    Member member = Member.at(server.uri(), time, rate);
    members.add(member);
    return member;
  }

  private Told ask(String member, int message) {
    Ring ring = new Ring("crowd", member, ONE);
    return join(wire().say(ring, new Statement(message, 0, 0, Statement.Wants.ASKS, List.of())));
  }

  private static Told join(CompletionStage<Told> answer) {
    return answer.toCompletableFuture().join();
  }

  private Wire wire() {
    Wire wire = new Wire(operator, time);
    wire.meet();
    return wire;
  }
}
