package dev.headgate.headers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class DigitsTest {
  @Test
  void everyPowerOfTenAndItsNeighboursAreWritten() {
    for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
      check(power - 1);
      check(power);
      check(power + 1);
      check(power * 10 - 1);
    }
    check(Integer.MAX_VALUE);
    check(Integer.MAX_VALUE + 1L);
    check(Long.MAX_VALUE);
  }

  @Test
  void anyNumberIsWrittenAsTheLibraryWritesIt() {
    Seeds.check(
        1_000,
        random -> {
          long number = random.nextLong(Long.MAX_VALUE);
          check(number >>> random.nextInt(63));
        });
  }

  private static void check(long number) {
    byte[] bytes = new byte[Digits.COUNT_MAX + 2];

    int end = Digits.write(number, bytes, 1);

    String text = new String(bytes, 1, end - 1, StandardCharsets.ISO_8859_1);
    assertThat(text).isEqualTo(Long.toString(number)).hasSize(Digits.count(number));
    assertThat(bytes[0] + bytes[end]).as("around it").isZero();
  }
}
