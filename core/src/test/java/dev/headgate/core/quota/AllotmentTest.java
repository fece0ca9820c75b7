package dev.headgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.Taking;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.Period;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AllotmentTest {
  private static final long HOUR = 3600 * Micros.SECOND;
  private static final long NOW = 490_000 * HOUR;

  private long[] cell = new long[3];

  /** Vector 6 of the field's facts. */
  @Test
  void anEmptyHourComesBackAtItsEndAndNotBefore() {
    Allotment pool = new Allotment(65_000, Period.hour());
    long now = at("2025-11-24T16:25:28Z");
    take(pool, 65_000, now);

    assertThat(pool.remaining(cell, 0, now)).isZero();
    assertThat(pool.amount()).isEqualTo(65_000);
    assertThat(pool.windowMicros()).isEqualTo(HOUR);
    assertThat(pool.resetAt(cell, 0, 1, now)).isEqualTo(at("2025-11-24T17:00:00Z"));
    assertThat(pool.passesAt(cell, 0, 1, now)).isEqualTo(at("2025-11-24T17:00:00Z"));
    assertThat(Micros.secondsUntil(now, pool.passesAt(cell, 0, 1, now))).isEqualTo(2_072);
  }

  @Test
  void aDayOfAZoneResetsAtItsMidnight() {
    Allotment daily = new Allotment(10, Period.day(ZoneId.of("Europe/Berlin")));
    long lateInAutumn = at("2026-10-25T20:00:00Z");
    take(daily, 10, lateInAutumn);

    assertThat(daily.passesAt(cell, 0, 1, lateInAutumn)).isEqualTo(at("2026-10-25T23:00:00Z"));
  }

  @Test
  void whatWasUnusedIsCarriedOnceUpToTheMost() {
    Allotment carrying = new Allotment(100, Period.hour()).carrying(50);
    take(carrying, 70, NOW);

    assertThat(carrying.remaining(cell, 0, NOW + HOUR)).isEqualTo(130);
    take(carrying, 10, NOW + HOUR);
    assertThat(carrying.remaining(cell, 0, NOW + 2 * HOUR)).isEqualTo(150);
    take(carrying, 150, NOW + 2 * HOUR);
    assertThat(carrying.remaining(cell, 0, NOW + 3 * HOUR)).isEqualTo(100);
    assertThat(carrying.remaining(cell, 0, NOW + 9 * HOUR)).isEqualTo(150);
  }

  @Test
  void aKeyNeverSeenCarriesNothing() {
    Allotment carrying = new Allotment(100, Period.hour()).carrying(50);

    assertThat(carrying.remaining(cell, 0, NOW)).isEqualTo(100);
    assertThat(carrying.passesAt(cell, 0, 101, NOW)).isEqualTo(Micros.NEVER);
    assertThat(carrying.capacity()).isEqualTo(150);
  }

  @Test
  void aCostAboveTheAmountWaitsUntilEnoughIsCarried() {
    Allotment carrying = new Allotment(100, Period.hour()).carrying(50);
    take(carrying, 70, NOW);

    assertThat(carrying.passesAt(cell, 0, 130, NOW)).isEqualTo(NOW + HOUR);
    assertThat(carrying.passesAt(cell, 0, 131, NOW)).isEqualTo(NOW + 2 * HOUR);
    assertThat(carrying.passesAt(cell, 0, 151, NOW)).isEqualTo(Micros.NEVER);
  }

  @Test
  void carryOverMayBeSwitchedOnAndOff() {
    Allotment plain = new Allotment(100, Period.hour());
    Allotment carrying = plain.carrying(50);
    take(plain, 30, NOW);

    assertThat(carrying.signature()).isEqualTo(plain.signature());
    assertThat(carrying.remaining(cell, 0, NOW)).isEqualTo(70);
    assertThat(carrying.remaining(cell, 0, NOW + HOUR)).isEqualTo(150);
    assertThat(plain.remaining(cell, 0, NOW + HOUR)).isEqualTo(100);
  }

  @Test
  void twoWindowsOfFourMayGoOver() {
    Allotment tolerant = new Allotment(10, Period.hour()).tolerating(2, 4);
    take(tolerant, 15, NOW);
    take(tolerant, 15, NOW + HOUR);

    long third = NOW + 2 * HOUR;
    assertThat(tolerant.passesAt(cell, 0, 10, third)).isEqualTo(third);
    assertThat(tolerant.passesAt(cell, 0, 11, third)).isEqualTo(NOW + 4 * HOUR);
    take(tolerant, 10, third);
    assertThat(tolerant.passesAt(cell, 0, 1, third)).isEqualTo(NOW + 3 * HOUR);
  }

  @Test
  void aWindowThatIsAlreadyOverMayGoOnGoingOver() {
    Allotment tolerant = new Allotment(10, Period.hour()).tolerating(1, 3);
    take(tolerant, 11, NOW);

    assertThat(tolerant.passesAt(cell, 0, 1_000, NOW)).isEqualTo(NOW);
    assertThat(tolerant.remaining(cell, 0, NOW)).isZero();
  }

  @Test
  void carryOverAndToleranceExcludeEachOther() {
    Allotment plain = new Allotment(100, Period.hour());

    assertThatThrownBy(() -> plain.carrying(50).tolerating(2, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Carry[most=50] and Tolerance[exceeded=2, of=7]"
                + " (expected: either carry-over or tolerance)");
    assertThat(plain.tolerating(2, 7).signature()).isNotEqualTo(plain.signature());
  }

  @Test
  void aLifetimeIsSpentOnce() {
    Allotment trial = new Allotment(10, Period.lifetime());
    take(trial, 10, NOW);

    assertThat(trial.passesAt(cell, 0, 1, NOW)).isEqualTo(Micros.NEVER);
    assertThat(trial.remaining(cell, 0, NOW + 1_000_000 * HOUR)).isZero();
    assertThat(trial.deadAt(cell, 0, NOW)).isEqualTo(Micros.NEVER);
    trial.giveBack(cell, 0, new Taking(10, NOW, 1), 4, NOW + HOUR);
    assertThat(trial.remaining(cell, 0, NOW + HOUR)).isEqualTo(4);
  }

  @Test
  void nothingIsRefundedIntoAWindowThatHasEnded() {
    Allotment pool = new Allotment(10, Period.hour()).carrying(5);
    take(pool, 10, NOW);

    pool.giveBack(cell, 0, new Taking(10, NOW, 1), 10, NOW + HOUR);

    assertThat(pool.remaining(cell, 0, NOW + HOUR)).isEqualTo(10);
  }

  @Test
  void anAllotmentOfNothingAdmitsNothing() {
    Allotment nothing = new Allotment(0, Period.month(ZoneOffset.UTC));

    assertThat(nothing.passesAt(cell, 0, 1, NOW)).isEqualTo(Micros.NEVER);
    assertThat(nothing.passesAt(cell, 0, 0, NOW)).isEqualTo(NOW);
    assertThat(nothing.remaining(cell, 0, NOW)).isZero();
  }

  @Test
  void aRollingDayForgetsWhatIsADayOld() {
    Meter rolling = Allotment.rolling(100, 24 * HOUR);
    long[] slices = rolling.take(new long[rolling.words()], 0, 100, NOW, 1);

    assertThat(rolling.passesAt(slices, 0, 1, NOW)).isBetween(NOW + 24 * HOUR, NOW + 25 * HOUR);
    assertThat(rolling.windowMicros()).isEqualTo(24 * HOUR);
  }

  /** A store that keeps counters of tenants in many zones asks one meter which are dead. */
  @Test
  void aCounterOutlivesItsWindowWhicheverTenantsMeterIsAsked() {
    Allotment tokyo = new Allotment(10, Period.day(ZoneId.of("Asia/Tokyo")));
    Allotment utc = new Allotment(99, Period.day(ZoneOffset.UTC));
    long now = at("2026-11-22T16:00:00Z");
    take(tokyo, 10, now);

    assertThat(utc.deadAt(cell, 0, 0)).isGreaterThanOrEqualTo(tokyo.resetAt(cell, 0, 1, now));
  }

  @Test
  void numbersOutOfBoundsAreRefused() {
    Allotment plain = new Allotment(100, Period.hour());

    assertThatThrownBy(() -> new Allotment(-1, Period.hour()))
        .hasMessage("amount: -1 (expected: 0 to 2251799813685248)");
    assertThatThrownBy(() -> plain.carrying(101))
        .hasMessage("carried over: 101 (expected: 1 to 100)");
    assertThatThrownBy(() -> plain.tolerating(1, 49))
        .hasMessage("windows looked back on: 49 (expected: 2 to 48)");
    assertThatThrownBy(() -> plain.tolerating(7, 7))
        .hasMessage("exceeded windows: 7 (expected: 1 to 6)");
  }

  private void take(Meter meter, long cost, long now) {
    cell = meter.take(cell, 0, cost, now, 1);
  }

  private static long at(String instant) {
    return Micros.of(Instant.parse(instant));
  }
}
