package dev.headgate.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.time.Micros;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentSpreadTest {
  private static final long DAY = 86_400 * Micros.SECOND;
  private static final long NOON = Micros.of(Instant.parse("2026-04-01T12:00:00Z"));

  private final RecentSpread spread = new RecentSpread();

  @Test
  void costsOfTodayAndYesterdayCountTogether() {
    add(95, 10, NOON);
    add(5, 1_000, NOON + DAY);

    assertThat(spread.recent()).isEqualTo(new CostDrift.Recent(100, 10, 10));
  }

  @Test
  void costsFromBeforeYesterdayAreForgotten() {
    add(500, 1_000, NOON);
    add(10, 20, NOON + DAY);
    add(10, 10, NOON + 2 * DAY);

    assertThat(spread.recent()).isEqualTo(new CostDrift.Recent(20, 10, 20));
  }

  @Test
  void whatIsCalledAgainAfterAWhileBeginsAnew() {
    add(10, 20, NOON);
    add(10, 10, NOON + 30 * DAY);

    assertThat(spread.recent()).isEqualTo(new CostDrift.Recent(10, 10, 10));
  }

  @Test
  void sameCostsAtSameInstantsGiveTheSameNumbers() {
    RecentSpread other = new RecentSpread();
    for (int i = 0; i < 1_000; i++) {
      long at = NOON + i * DAY / 300;
      spread.add(i * 37 % 251, at);
      other.add(i * 37 % 251, at);
    }

    assertThat(other.recent()).isEqualTo(spread.recent());
  }

  private void add(int times, long cost, long at) {
    for (int i = 0; i < times; i++) {
      spread.add(cost, at);
    }
  }
}
