package dev.headgate.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.Seeds;
import dev.headgate.core.time.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class SlidingSlicesTest {
  private static final long NOW = 1_764_000_000L * Micros.SECOND;

  @Test
  void noWindowWhereverItBeginsIsOver() {
    Seeds.check(
        100,
        random -> {
          SlidingSlices limit = arbitrary(random, 20);
          List<Long> admitted = admitAll(limit, random, limit.windowMicros() / 10, 400);

          for (int i = 20; i < admitted.size(); i++) {
            assertThat(admitted.get(i) - admitted.get(i - 20))
                .isGreaterThanOrEqualTo(limit.windowMicros());
          }
        });
  }

  @Test
  void atFullDemandItIsShortByAtMostOneSlice() {
    Seeds.check(
        100,
        random -> {
          int slices = 1 + random.nextInt(SlidingSlices.SLICES_MAX);
          SlidingSlices limit =
              new SlidingSlices(20, 300_000 + random.nextLong(Micros.SECOND), slices);

          List<Long> admitted = admitAll(limit, random, 1, 20 * 50);

          long stretch = admitted.getLast() - admitted.getFirst();
          long windows = Math.floorDiv(stretch, limit.windowMicros());
          long least = windows * 20 * (slices - 1) / slices;
          assertThat(admitted.size()).isGreaterThanOrEqualTo((int) least);
        });
  }

  @Test
  void aRefundGoesToTheSliceOfItsTaking() {
    SlidingSlices limit = new SlidingSlices(10, 10 * Micros.SECOND, 10);
    long[] cell = limit.take(new long[limit.words()], 0, 6, NOW, 1);
    cell = limit.take(cell, 0, 4, NOW + 5 * Micros.SECOND, 2);

    limit.giveBack(cell, 0, new Taking(6, NOW, 1), 2, NOW + 5 * Micros.SECOND);

    assertThat(limit.remaining(cell, 0, NOW + 5 * Micros.SECOND)).isEqualTo(2);
    assertThat(limit.remaining(cell, 0, NOW + 11 * Micros.SECOND)).isEqualTo(6);
  }

  @Test
  void slicesFinerThanTheArithmeticAreRefused() {
    assertThatThrownBy(() -> new SlidingSlices(1, 999, 10))
        .hasMessage("length: 999 (expected: 1000 to 2251799813685248)");
    assertThatThrownBy(() -> new SlidingSlices(1, 1_000_000, 61))
        .hasMessage("slices: 61 (expected: 1 to 60)");
  }

  private static SlidingSlices arbitrary(RandomGenerator random, long amount) {
    int slices = 1 + random.nextInt(SlidingSlices.SLICES_MAX);
    return new SlidingSlices(amount, 300_000 + random.nextLong(3600 * Micros.SECOND), slices);
  }

  private static List<Long> admitAll(
      SlidingSlices limit, RandomGenerator random, long pause, int count) {
    long[] cell = new long[limit.words()];
    List<Long> admitted = new ArrayList<>();
    long now = NOW + random.nextLong(limit.windowMicros());
    for (int i = 0; i < count; i++) {
      now = limit.passesAt(cell, 0, 1, now + random.nextLong(pause));
      cell = limit.take(cell, 0, 1, now, i);
      admitted.add(now);
    }
    return admitted;
  }
}
