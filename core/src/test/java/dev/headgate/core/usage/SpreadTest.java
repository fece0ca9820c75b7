package dev.headgate.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class SpreadTest {
  @Test
  void aShareIsAtMostAQuarterAboveTheExactOne() {
    Seeds.check(
        50,
        random -> {
          Spread spread = new Spread();
          long[] numbers = new long[1 + random.nextInt(300)];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextLong(1L << (1 + random.nextInt(40)));
            spread.add(numbers[i]);
          }
          Arrays.sort(numbers);

          for (int percent : new int[] {1, 50, 95, 100}) {
            long exact = numbers[(numbers.length * percent + 99) / 100 - 1];
            assertThat(spread.share(percent)).isBetween(exact, exact + exact / 4);
          }
          assertThat(spread.count()).isEqualTo(numbers.length);
        });
  }

  @Test
  void ofNoNumbersEveryShareIsZero() {
    assertThat(new Spread().share(95)).isZero();
  }
}
