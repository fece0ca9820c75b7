package dev.headgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.limit.Numbers;
import org.junit.jupiter.api.Test;

class ReviewTest {
  private static final Review REVIEW = new Review("hourly", "2", 8_000, 3, 30, 5, true);

  @Test
  void aPeriodIsHeavyStrictlyAboveTheShare() {
    assertThat(REVIEW.heavy(52_000, 65_000)).isFalse();
    assertThat(REVIEW.heavy(52_001, 65_000)).isTrue();
    assertThat(REVIEW.heavy(2, 3)).isFalse();
    assertThat(REVIEW.heavy(3, 3)).isTrue();
  }

  @Test
  void theLargestAmountsDoNotOverflow() {
    long amount = Numbers.AMOUNT_MAX;

    assertThat(REVIEW.heavy(amount / 5 * 4, amount)).isFalse();
    assertThat(REVIEW.heavy(amount / 5 * 4 + 5, amount)).isTrue();
  }

  @Test
  void allCriteriaHaveToBeMet() {
    assertThat(REVIEW.met(3, 5)).isTrue();
    assertThat(REVIEW.met(2, 500)).isFalse();
    assertThat(REVIEW.met(30, 4)).isFalse();
  }

  @Test
  void criteriaThatNobodyCanMeetAreRefused() {
    assertThatThrownBy(() -> new Review("hourly", "2", 8_000, 31, 30, 5, true))
        .hasMessage("31 of 30 days (expected: 1 <= n <= m <= 366)");
    assertThatThrownBy(() -> new Review("hourly", "2", 10_001, 3, 30, 5, true))
        .hasMessage("above: 10001 (expected: 0 to 10000)");
    assertThatThrownBy(() -> new Review("hourly", "2", 8_000, 3, 30, 0, true))
        .hasMessage("tenants: 0 (expected: 1 to 1000000000)");
  }
}
