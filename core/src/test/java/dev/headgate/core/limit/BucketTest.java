package dev.headgate.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.Seeds;
import dev.headgate.core.time.Micros;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class BucketTest {
  private static final long NOW = 1_764_000_000L * Micros.SECOND;
  private static final Taking TAKING = new Taking(1, NOW, 1);

  @Test
  void whatIsAdmittedOverAnyStretchIsCapacityAndRefill() {
    Seeds.check(
        50,
        random -> {
          Bucket bucket = new Bucket(10, 3, Micros.SECOND);
          long[] cell = new long[bucket.words()];
          long[] admittedAt = new long[200];
          long now = NOW;
          for (int i = 0; i < admittedAt.length; i++) {
            now = bucket.passesAt(cell, 0, 1, now + random.nextLong(900_000));
            cell = bucket.take(cell, 0, 1, now, i);
            admittedAt[i] = now;
          }

          for (int from = 0; from < admittedAt.length; from++) {
            for (int to = from; to < admittedAt.length; to++) {
              long stretch = admittedAt[to] - admittedAt[from];
              assertThat((to - from + 1 - 10) * Micros.SECOND).isLessThanOrEqualTo(3 * stretch);
            }
          }
        });
  }

  @Test
  void aThirdOfAUnitASecondIsNeitherLostNorGained() {
    Bucket bucket = new Bucket(1, 1, 3 * Micros.SECOND);
    long[] cell = new long[bucket.words()];
    long now = NOW;

    for (int i = 0; i < 10_000; i++) {
      assertThat(bucket.passesAt(cell, 0, 1, now)).isEqualTo(now);
      cell = bucket.take(cell, 0, 1, now, i);
      now += 3 * Micros.SECOND;
    }

    assertThat(bucket.passesAt(cell, 0, 1, now - 1)).isEqualTo(now);
  }

  @Test
  void spacingKeepsCallsApart() {
    Bucket spacing = Bucket.spacing(250_000);
    long[] cell = spacing.take(new long[spacing.words()], 0, 1, NOW, 1);

    assertThat(spacing.passesAt(cell, 0, 1, NOW)).isEqualTo(NOW + 250_000);
    assertThat(spacing.passesAt(cell, 0, 1, NOW + 249_999)).isEqualTo(NOW + 250_000);
    assertThat(spacing.amount()).isEqualTo(1);
    assertThat(spacing.windowMicros()).isEqualTo(250_000);
  }

  @Test
  void spacingIsExactForEveryLength() {
    Seeds.check(
        500,
        random -> {
          long apart = 1 + random.nextLong(1_000_000_000);
          Bucket spacing = Bucket.spacing(apart);
          long[] cell = spacing.take(new long[spacing.words()], 0, 1, NOW, 1);

          assertThat(spacing.passesAt(cell, 0, 1, NOW)).isEqualTo(NOW + apart);
        });
  }

  @Test
  void aCutCapacityMakesNoDebt() {
    Bucket wide = new Bucket(1_000, 10, Micros.SECOND);
    Bucket narrow = new Bucket(100, 10, Micros.SECOND);
    long[] cell = wide.take(new long[wide.words()], 0, 900, NOW, 1);

    assertThat(wide.remaining(cell, 0, NOW)).isEqualTo(100);
    assertThat(narrow.remaining(cell, 0, NOW)).isZero();
    assertThat(narrow.passesAt(cell, 0, 1, NOW)).isEqualTo(NOW + 100_000);
    assertThat(narrow.passesAt(cell, 0, 100, NOW)).isEqualTo(NOW + 10 * Micros.SECOND);
  }

  @Test
  void debtIsStillOwedAfterACut() {
    Bucket wide = new Bucket(1_000, 10, Micros.SECOND);
    Bucket narrow = new Bucket(100, 10, Micros.SECOND);
    long[] cell = wide.take(new long[wide.words()], 0, 1_030, NOW, 1);

    assertThat(narrow.passesAt(cell, 0, 1, NOW)).isEqualTo(NOW + 3_100_000);
    assertThat(narrow.room(cell, 0, 50, NOW)).isEqualTo(20);
  }

  @Test
  void nodesWithDifferentCapacitiesMayAlternate() {
    Bucket wide = new Bucket(1_000, 10, Micros.SECOND);
    Bucket narrow = new Bucket(100, 10, Micros.SECOND);
    long[] cell = wide.take(new long[wide.words()], 0, 50, NOW, 1);

    cell = narrow.take(cell, 0, 50, NOW, 2);

    assertThat(narrow.remaining(cell, 0, NOW)).isZero();
    assertThat(wide.remaining(cell, 0, NOW)).isEqualTo(900);
  }

  @Test
  void debtNeverExceedsTheCapacity() {
    Bucket bucket = new Bucket(10, 1, Micros.SECOND);
    long[] cell = bucket.take(new long[bucket.words()], 0, 10, NOW, 1);

    assertThat(bucket.room(cell, 0, Long.MAX_VALUE, NOW)).isEqualTo(10);
    cell = bucket.take(cell, 0, 10, NOW, 2);

    assertThat(bucket.room(cell, 0, Long.MAX_VALUE, NOW)).isZero();
    assertThat(bucket.remaining(cell, 0, NOW)).isZero();
    assertThat(bucket.passesAt(cell, 0, 1, NOW)).isEqualTo(NOW + 11 * Micros.SECOND);
  }

  @Test
  void aRefundIsCappedByTheCapacity() {
    Bucket bucket = new Bucket(10, 1, Micros.SECOND);
    long[] cell = bucket.take(new long[bucket.words()], 0, 5, NOW, 1);

    bucket.giveBack(cell, 0, TAKING, 5, NOW + 3 * Micros.SECOND);

    assertThat(bucket.remaining(cell, 0, NOW + 3 * Micros.SECOND)).isEqualTo(10);
    assertThat(bucket.remaining(cell, 0, NOW + 9 * Micros.SECOND)).isEqualTo(10);
  }

  @Test
  void anUntouchedBucketIsWholeWhateverTheCost() {
    Bucket bucket = new Bucket(10, 1, Micros.SECOND);

    assertThat(bucket.resetAt(new long[3], 0, 11, NOW)).isEqualTo(NOW);
    assertThat(bucket.passesAt(new long[3], 0, 11, NOW)).isEqualTo(Micros.NEVER);
  }

  @Test
  void aBucketWhoseProductsWouldReach2To53IsRefused() {
    assertThatThrownBy(() -> new Bucket(9_007_199_255L, 1, Micros.SECOND))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9007199255")
        .hasMessageContaining("2^53 = 9007199254740992");
    assertThatThrownBy(() -> new Bucket(1, 1L << 40, 1))
        .hasMessageContaining("1099511627776 x 1000000");
    assertThatThrownBy(() -> new Bucket(0, 1, 1))
        .hasMessage("capacity: 0 (expected: 1 to 9007199254740992)");
    assertThatThrownBy(() -> new Bucket(1, 0, 1)).hasMessageContaining("amount: 0");
    assertThatThrownBy(() -> new Bucket(1, 1, 0)).hasMessageContaining("period: 0");
  }

  @Test
  void everyBucketThatCanBeBuiltStaysBelow2To53() {
    Seeds.check(
        2_000,
        random -> {
          Bucket bucket = arbitrary(random);
          if (bucket != null) {
            long[] cell = bucket.take(new long[bucket.words()], 0, bucket.capacity(), NOW, 1);
            cell = bucket.take(cell, 0, bucket.room(cell, 0, Long.MAX_VALUE, NOW), NOW, 2);

            long paidOff = bucket.resetAt(cell, 0, bucket.capacity() + 1, NOW);

            assertThat(paidOff).isBetween(NOW, Micros.NEVER);
            assertThat(Arrays.stream(cell)).allMatch(word -> word >= 0 && word < Numbers.BOUND);
          }
        });
  }

  private static @org.jspecify.annotations.Nullable Bucket arbitrary(
      java.util.random.RandomGenerator random) {
    try {
      return new Bucket(
          1 + (random.nextLong(Numbers.BOUND) >> random.nextInt(53)),
          1 + (random.nextLong(Numbers.BOUND) >> random.nextInt(53)),
          1 + (random.nextLong(Numbers.BOUND) >> random.nextInt(53)));
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("expected: ");
      return null;
    }
  }
}
