package dev.headgate.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a caller waits by itself. */
@Tag("seeded")
class BackoffTest {
  private static final long SECOND = 1_000_000;

  @Test
  void theFibonacciRowGoesOnWithItsLastStep() {
    List<Long> seconds = new ArrayList<>();
    for (int retry = 1; retry <= 8; retry++) {
      seconds.add(Backoff.FIBONACCI.waitMicros(retry, 0, Seeds.random(1)) / SECOND);
    }

    assertThat(seconds).containsExactly(3L, 5L, 8L, 13L, 21L, 34L, 34L, 34L);
  }

  @Test
  void doublingEndsAtTheLongest() {
    Backoff backoff = new Backoff.Exponential(SECOND, 10 * SECOND, false);

    assertThat(backoff.waitMicros(1, 0, Seeds.random(1))).isEqualTo(SECOND);
    assertThat(backoff.waitMicros(4, 0, Seeds.random(1))).isEqualTo(8 * SECOND);
    assertThat(backoff.waitMicros(5, 0, Seeds.random(1))).isEqualTo(10 * SECOND);
    assertThat(backoff.waitMicros(500, 0, Seeds.random(1))).isEqualTo(10 * SECOND);
  }

  @Test
  void chanceStaysWithinItsBounds() {
    Backoff full = new Backoff.Exponential(SECOND, 60 * SECOND, true);
    Backoff decorrelated = new Backoff.Decorrelated(SECOND, 60 * SECOND);

    Seeds.check(
        200,
        random -> {
          long previous = 0;
          for (int retry = 1; retry <= 12; retry++) {
            long most = Math.min(60 * SECOND, SECOND << (retry - 1));
            assertThat(full.waitMicros(retry, 0, random)).isBetween(most / 10, most);

            long wait = decorrelated.waitMicros(retry, previous, random);
            assertThat(wait).isBetween(SECOND, Math.max(3 * SECOND, 3 * previous));
            assertThat(wait).isLessThanOrEqualTo(60 * SECOND);
            previous = wait;
          }
        });
  }
}
