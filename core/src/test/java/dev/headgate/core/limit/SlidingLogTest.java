package dev.headgate.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.Seeds;
import dev.headgate.core.time.Micros;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class SlidingLogTest {
  private static final long NOW = 1_764_000_000L * Micros.SECOND;

  /** Vector 4 of the field's facts, first half. */
  @Test
  void the21stWriteInside2SecondsIsRefused() {
    SlidingLog limit = new SlidingLog(20, 2 * Micros.SECOND);
    long[] cell = new long[limit.words()];
    for (int i = 0; i < 20; i++) {
      assertThat(limit.passesAt(cell, 0, 1, NOW + i)).isEqualTo(NOW + i);
      cell = limit.take(cell, 0, 1, NOW + i, i);
    }

    assertThat(limit.passesAt(cell, 0, 1, NOW + 1_999_999)).isEqualTo(NOW + 2 * Micros.SECOND);
  }

  /** Vector 4, second half: both windows on one key. */
  @Test
  void the101stWriteInside30SecondsIsRefusedThoughEvery2SecondsAreLegal() {
    SlidingLog brief = new SlidingLog(20, 2 * Micros.SECOND);
    SlidingLog wide = new SlidingLog(100, 30 * Micros.SECOND);
    long[] ofBrief = new long[brief.words()];
    long[] ofWide = new long[wide.words()];
    long now = NOW;
    for (int i = 0; i < 100; i++) {
      assertThat(brief.passesAt(ofBrief, 0, 1, now)).isEqualTo(now);
      assertThat(wide.passesAt(ofWide, 0, 1, now)).isEqualTo(now);
      ofBrief = brief.take(ofBrief, 0, 1, now, i);
      ofWide = wide.take(ofWide, 0, 1, now, i);
      now += 150_000;
    }

    assertThat(brief.passesAt(ofBrief, 0, 1, now)).isEqualTo(now);
    assertThat(wide.passesAt(ofWide, 0, 1, now)).isEqualTo(NOW + 30 * Micros.SECOND);
  }

  @Test
  void theLogIsAsLongAsItsLoadAndNoLongerThanItsBound() {
    SlidingLog limit = new SlidingLog(SlidingLog.ENTRIES_MAX, Micros.SECOND);
    long[] cell = new long[limit.words()];
    for (int i = 0; i < 3 * SlidingLog.ENTRIES_MAX; i++) {
      cell = limit.take(cell, 0, 1, NOW + i, i);
    }

    assertThat(cell).hasSizeLessThanOrEqualTo(3 + 2 * SlidingLog.ENTRIES_MAX);
    assertThat(limit.remaining(cell, 0, NOW + 20_000)).isZero();
    assertThat(limit.remaining(cell, 0, NOW + 2 * Micros.SECOND)).isEqualTo(SlidingLog.ENTRIES_MAX);
  }

  @Test
  void takingAndGivingBackForEverKeepsTheLogShort() {
    SlidingLog limit = new SlidingLog(4, 3600 * Micros.SECOND);
    long[] cell = new long[limit.words()];
    for (int i = 0; i < 10_000; i++) {
      cell = limit.take(cell, 0, 1, NOW + i, i);
      limit.giveBack(cell, 0, new Taking(1, NOW + i, i), 1, NOW + i);
    }

    assertThat(cell).hasSize(limit.words());
    assertThat(limit.remaining(cell, 0, NOW + 10_000)).isEqualTo(4);
  }

  @Test
  void aRefundOfWhatNoLongerCountsGivesNothing() {
    SlidingLog limit = new SlidingLog(5, Micros.SECOND);
    long[] cell = limit.take(new long[limit.words()], 0, 3, NOW, 1);
    cell = limit.take(cell, 0, 2, NOW + Micros.SECOND, 2);

    limit.giveBack(cell, 0, new Taking(3, NOW, 1), 3, NOW + Micros.SECOND);

    assertThat(limit.remaining(cell, 0, NOW + Micros.SECOND)).isEqualTo(3);
  }

  @Test
  void aRefundOfATakingWithAnOldInstantNeverFreesOthersTakings() {
    Seeds.check(
        200,
        random -> {
          SlidingLog limit = new SlidingLog(10, 1_000);
          long[] cell = limit.take(new long[limit.words()], 0, 4, NOW + 10, 1);
          long old = NOW + random.nextLong(10);
          cell = limit.take(cell, 0, 3, old, 2);

          limit.giveBack(cell, 0, new Taking(3, old, 2), 3, NOW + random.nextLong(20));

          assertThat(limit.remaining(cell, 0, NOW + 20)).isEqualTo(6);
          assertThat(limit.passesAt(cell, 0, 10, NOW + 20)).isEqualTo(NOW + 1_010);
        });
  }

  @Test
  void anAmountAboveTheLongestLogIsRefused() {
    assertThatThrownBy(() -> new SlidingLog(4_097, 1))
        .hasMessage("amount of an exact sliding window: 4097 (expected: 1 to 4096)");
  }
}
