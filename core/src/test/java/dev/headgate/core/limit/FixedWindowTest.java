package dev.headgate.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.time.Micros;
import org.junit.jupiter.api.Test;

class FixedWindowTest {
  private static final long NOW = 1_764_000_000L * Micros.SECOND;

  @Test
  void aCutLeavesNothingUntilTheWindowEndsAndARaiseActsAtOnce() {
    long[] cell = new FixedWindow(1_000, Micros.SECOND).take(new long[2], 0, 900, NOW, 1);

    assertThat(new FixedWindow(100, Micros.SECOND).remaining(cell, 0, NOW)).isZero();
    assertThat(new FixedWindow(100, Micros.SECOND).passesAt(cell, 0, 100, NOW))
        .isEqualTo(NOW + Micros.SECOND);
    assertThat(new FixedWindow(2_000, Micros.SECOND).remaining(cell, 0, NOW)).isEqualTo(1_100);
  }

  @Test
  void nothingIsRefundedIntoAWindowThatHasEnded() {
    FixedWindow window = new FixedWindow(10, Micros.SECOND);
    long[] cell = window.take(new long[2], 0, 4, NOW, 1);
    cell = window.take(cell, 0, 3, NOW + Micros.SECOND, 2);

    window.giveBack(cell, 0, new Taking(4, NOW, 1), 4, NOW + Micros.SECOND);

    assertThat(window.remaining(cell, 0, NOW + Micros.SECOND)).isEqualTo(7);
  }

  @Test
  void anyDebtMayBeAllowedWithoutOverflow() {
    FixedWindow window = new FixedWindow(10, Micros.SECOND);

    assertThat(window.room(new long[2], 0, Long.MAX_VALUE, NOW)).isEqualTo(Numbers.BOUND - 1);
  }

  @Test
  void numbersBeyondTheBoundAreRefused() {
    assertThatThrownBy(() -> new FixedWindow(Numbers.AMOUNT_MAX + 1, 1))
        .hasMessage("amount: 2251799813685249 (expected: 1 to 2251799813685248)");
    assertThatThrownBy(() -> new FixedWindow(1, 0)).hasMessageContaining("length: 0");
  }
}
