package dev.headgate.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.time.Micros;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every meter promises, for random parameters, against the obvious answer. */
@Tag("seeded")
public abstract class MeterContract {
  protected static final long START = 1_764_000_000L * Micros.SECOND + 123_457;
  private static final int RUNS = 150;
  private static final int STEPS = 120;

  /** A kind of meter with random parameters. */
  protected abstract Subject subject(RandomGenerator random);

  /** Whether {@code t} is the end of a window and not the instant at which all is whole again. */
  protected boolean hasWindows() {
    return false;
  }

  /** How many units an amount of the property has at most. */
  protected int amountMax() {
    return 40;
  }

  @Test
  void anUntouchedCounterHasAllAndPassesAtOnce() {
    Seeds.check(
        RUNS,
        random -> {
          long amount = amount(random);
          Meter meter = subject(random).meter().apply(amount);
          long[] untouched = new long[Meter.WORDS_MAX];

          assertThat(meter.words()).isBetween(1, Meter.WORDS_MAX);
          assertThat(meter.remaining(untouched, 0, START)).isEqualTo(amount);
          assertThat(meter.passesAt(untouched, 0, amount, START)).isEqualTo(START);
          assertThat(meter.passesAt(untouched, 0, meter.capacity() + 1, START))
              .isEqualTo(Micros.NEVER);
          assertThat(meter.resetAt(untouched, 0, 1, START)).isGreaterThanOrEqualTo(START);
          assertThat(untouched).containsOnly(0);
        });
  }

  @Test
  void everyAnswerIsThatOfTheObviousReference() {
    Seeds.check(RUNS, random -> run(random, subject(random), true));
  }

  @Test
  void withoutRefundsAndDebtEveryAnswerIsThatOfTheObviousReference() {
    Seeds.check(RUNS, random -> run(random, subject(random), false));
  }

  @Test
  void aMomentThatLiesBeforeTheNewestCountsAsTheNewest() {
    Seeds.check(
        RUNS,
        random -> {
          Subject subject = subject(random);
          long amount = amount(random);
          Driven driven = new Driven(subject.meter().apply(amount), random);
          Reference reference = subject.reference().apply(amount);
          long newest = START;
          for (int i = 0; i < STEPS; i++) {
            long now = newest + random.nextLong(-subject.scale() / 3, subject.scale() / 2);
            long counted = driven.events.isEmpty() ? now : Math.max(now, newest);
            long cost = 1 + random.nextLong(amount);
            boolean fits = reference.free(driven.events, counted) >= cost;

            assertThat(driven.passesAt(cost, now) <= now).isEqualTo(fits);
            if (fits) {
              takeAs(driven, cost, now, counted);
              newest = counted;
            }
          }
        });
  }

  @Test
  void whatIsSpentLaterThanItWasTakenIsNeverOver() {
    Seeds.check(
        RUNS,
        random -> {
          Subject subject = subject(random);
          long amount = amount(random);
          Meter stated = subject.meter().apply(amount);
          long life = 1 + random.nextLong(Math.max(1, stated.windowMicros() / 20));
          Driven drawn = new Driven(stated.leasing(life), random);
          List<Event> spent = spentLater(drawn, life, subject.scale(), random);

          Reference reference = subject.reference().apply(amount);
          for (int i = 0; i < spent.size(); i++) {
            Event event = spent.get(i);
            assertThat(reference.free(spent.subList(0, i), event.at()))
                .as("before %s of %s", event, spent)
                .isGreaterThanOrEqualTo(event.net());
          }
        });
  }

  private List<Event> spentLater(Driven drawn, long life, long scale, RandomGenerator random) {
    List<Event> spent = new ArrayList<>();
    long now = START;
    for (int i = 0; i < STEPS; i++) {
      now += random.nextLong(1 + scale / 4);
      long cost = 1 + random.nextLong(drawn.meter.capacity());
      if (drawn.passesAt(cost, now) <= now) {
        drawn.take(cost, now);
        long until = Math.min(now + life, drawn.meter.spendableUntil(now));
        long at = until > now ? random.nextLong(now, until) : now;
        spent.add(Event.take(at, cost, i));
      }
    }
    spent.sort(Comparator.comparingLong(Event::at));
    return spent;
  }

  @Test
  void aPartGrantsItsShareAndNoMore() {
    Seeds.check(
        RUNS,
        random -> {
          long amount = amount(random);
          Meter whole = subject(random).meter().apply(amount);
          int share = 1 + random.nextInt(10_000);

          Meter part = whole.part(share);

          long expected = whole.amount() * share / 10_000;
          if (part == null) {
            assertThat(expected).isZero();
          } else {
            assertThat(part.amount()).isEqualTo(expected);
            assertThat(part.words()).isEqualTo(whole.words());
            double rate = (double) part.amount() / (part.windowMicros() + 1);
            double stated = whole.amount() * (share / 10_000.0) / Math.max(1, whole.windowMicros());
            assertThat(rate).isLessThanOrEqualTo(stated * 1.001);
          }
        });
  }

  @Test
  void aLevelOfWhatRemainsIsReadAsThat() {
    Seeds.check(
        RUNS,
        random -> {
          long amount = amount(random);
          Meter meter = subject(random).meter().apply(amount);
          long remaining = random.nextLong(amount + 1);

          assertThat(meter.remainingOf(meter.levelOf(remaining))).isEqualTo(remaining);
        });
  }

  @Test
  void aDeadCounterIsAsIfItHadNeverBeenTouched() {
    Seeds.check(
        RUNS,
        random -> {
          long amount = amount(random);
          Subject subject = subject(random);
          Driven driven = drivenAtRandom(random, subject, amount);
          Driven untouched = new Driven(subject.meter().apply(amount), random);
          long now = driven.events.getLast().at();

          long dead = driven.deadAt(random.nextBoolean() ? now : 0);

          if (dead < Micros.NEVER) {
            long then = Math.max(now, dead) + random.nextLong(subject.scale());
            long cost = 1 + random.nextLong(Math.min(driven.meter.capacity(), 2 * amount));
            assertThat(driven.remaining(then)).isEqualTo(untouched.remaining(then));
            assertThat(driven.passesAt(cost, then)).isEqualTo(untouched.passesAt(cost, then));
            assertThat(driven.resetAt(cost, then)).isEqualTo(untouched.resetAt(cost, then));
            assertThat(driven.room(7, then)).isEqualTo(untouched.room(7, then));
          }
        });
  }

  @Test
  void anotherAmountKeepsWhatWasUsed() {
    Seeds.check(
        RUNS,
        random -> {
          Subject subject = subject(random);
          long amount = amount(random);
          Driven driven = new Driven(subject.meter().apply(amount), random);
          driven.take(1 + random.nextLong(amount), START);
          long other = amount(random);

          long remaining = driven.remainingUnder(subject.meter().apply(other), START);

          Reference reference = subject.reference().apply(other);
          assertThat(remaining).isEqualTo(reference.shown(driven.events, START));
        });
  }

  @Test
  void theSignatureDoesNotDependOnTheAmount() {
    Seeds.check(
        10,
        random -> {
          Subject subject = subject(random);
          assertThat(subject.meter().apply(1).signature())
              .isEqualTo(subject.meter().apply(2).signature());
        });
  }

  private void run(RandomGenerator random, Subject subject, boolean corrections) {
    long amount = amount(random);
    Driven driven = new Driven(subject.meter().apply(amount), random);
    Reference reference = subject.reference().apply(amount);
    long now = START;
    for (int i = 0; i < STEPS; i++) {
      long most = Math.min(driven.meter.capacity(), 2 * amount);
      long cost = random.nextInt(4) == 0 ? 1 : 1 + random.nextLong(most);
      now = later(random, subject, driven, cost, now);
      compare(driven, reference, cost, now);
      if (driven.passesAt(cost, now) == now) {
        driven.take(cost, now);
      } else if (corrections && random.nextInt(8) == 0) {
        charge(driven, random, now);
      }
      if (corrections && random.nextInt(4) == 0) {
        driven.giveBackSome(now);
      }
    }
  }

  private void compare(Driven driven, Reference reference, long cost, long now) {
    List<Event> events = driven.events;
    long free = reference.free(events, now);
    assertThat(driven.remaining(now)).as("remaining").isEqualTo(reference.shown(events, now));
    assertThat(driven.passesAt(0, now)).as("a cost of 0").isEqualTo(now);
    long passesAt = driven.passesAt(cost, now);
    assertThat(passesAt == now).as("passes").isEqualTo(free >= cost);
    assertThat(driven.passesAt(driven.meter.capacity() + 1, now)).isEqualTo(Micros.NEVER);
    if (passesAt == Micros.NEVER) {
      assertThat(reference.free(events, now + driven.meter.windowMicros())).isLessThan(cost);
    } else if (passesAt > now) {
      assertThat(reference.free(events, passesAt)).as("then").isGreaterThanOrEqualTo(cost);
      assertThat(driven.passesAt(cost, passesAt)).as("told again").isEqualTo(passesAt);
      if (!driven.meter.estimates()) {
        assertThat(reference.free(events, passesAt - 1)).as("just before").isLessThan(cost);
        assertThat(driven.passesAt(cost, passesAt - 1)).as("just before").isEqualTo(passesAt);
      }
    }
    compareReset(driven, reference, cost, now, passesAt);
  }

  private void compareReset(
      Driven driven, Reference reference, long cost, long now, long passesAt) {
    long resetAt = driven.resetAt(cost, now);
    assertThat(resetAt).as("reset").isGreaterThanOrEqualTo(now);
    if (passesAt > now) {
      assertThat(resetAt).as("reset of a failing limit").isLessThanOrEqualTo(passesAt);
    } else if (!hasWindows()) {
      long whole = driven.meter.amount();
      assertThat(reference.free(driven.events, resetAt)).as("whole").isEqualTo(whole);
      if (resetAt > now && !driven.meter.estimates()) {
        assertThat(reference.free(driven.events, resetAt - 1)).as("before").isLessThan(whole);
      }
    }
  }

  private static void charge(Driven driven, RandomGenerator random, long now) {
    long debtMax = random.nextLong(20);
    long room = driven.room(debtMax, now);
    assertThat(room).isGreaterThanOrEqualTo(0);
    if (room > 0) {
      driven.take(1 + random.nextLong(Math.min(room, 100)), now);
    }
  }

  private Driven drivenAtRandom(RandomGenerator random, Subject subject, long amount) {
    Driven driven = new Driven(subject.meter().apply(amount), random);
    long now = START;
    driven.take(1, now);
    for (int i = 0; i < random.nextInt(30); i++) {
      long most = Math.min(driven.meter.capacity(), 2 * amount);
      long cost = 1 + random.nextLong(most);
      now = later(random, subject, driven, cost, now);
      if (driven.passesAt(cost, now) == now) {
        driven.take(cost, now);
      } else {
        charge(driven, random, now);
      }
    }
    return driven;
  }

  /** The reference is told the instant that counts. */
  private static void takeAs(Driven driven, long cost, long now, long counted) {
    driven.take(cost, now);
    Event last = driven.events.removeLast();
    driven.events.add(Event.take(counted, cost, last.holder()));
  }

  private static long later(
      RandomGenerator random, Subject subject, Driven driven, long cost, long now) {
    long passesAt = driven.passesAt(cost, now);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> now;
      case 3 -> now + 1;
      case 4, 5, 6 -> now + random.nextLong(1 + subject.scale() / 8);
      case 7 -> passesAt == Micros.NEVER ? now : passesAt;
      case 8 -> passesAt == Micros.NEVER ? now : Math.max(now, passesAt - 1);
      default -> now + random.nextLong(2 * subject.scale());
    };
  }

  private long amount(RandomGenerator random) {
    return 1 + random.nextLong(amountMax());
  }
}
