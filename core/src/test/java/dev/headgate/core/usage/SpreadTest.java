package dev.headgate.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.pricing.Quote;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class SpreadTest {
  @Test
  void aShareIsAtMostASixteenthAboveTheExactOne() {
    Seeds.check(
        50,
        random -> {
          Spread spread = new Spread();
          Spread others = new Spread();
          long[] numbers = new long[1 + random.nextInt(300)];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextLong(1L << (1 + random.nextInt(29)));
            (random.nextBoolean() ? spread : others).add(numbers[i]);
          }
          Arrays.sort(numbers);

          for (int percent : new int[] {1, 50, 95, 100}) {
            long exact = numbers[(numbers.length * percent + 99) / 100 - 1];
            assertThat(spread.share(percent, others)).isBetween(exact, exact + exact / 16);
          }
          assertThat(spread.count() + others.count()).isEqualTo(numbers.length);
        });
  }

  @Test
  void ofNoNumbersEveryShareIsZero() {
    assertThat(new Spread().share(95, new Spread())).isZero();
  }

  @Test
  void theLargestCostHasAClass() {
    Spread spread = new Spread();
    spread.add(Quote.COST_MAX);

    assertThat(spread.share(50, new Spread())).isGreaterThanOrEqualTo(Quote.COST_MAX);
  }
}
