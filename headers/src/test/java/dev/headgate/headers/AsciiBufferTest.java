package dev.headgate.headers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class AsciiBufferTest {

  private final AsciiBuffer buffer = new AsciiBuffer(1);

  @Test
  void numbersAreWrittenAsTheLibraryWritesThem() {
    Seeds.check(
        20_000,
        random -> {
          long number = random.nextLong(RateLimitWriter.NUMBER_MAX + 1) >> random.nextInt(50);

          buffer.appendNumber(number);

          assertThat(buffer.finish()).isEqualTo(Long.toString(number));
        });
  }

  @Test
  void everyPowerOfTenAndItsNeighboursAreRight() {
    for (long power = 1; power < RateLimitWriter.NUMBER_MAX; power *= 10) {
      for (long number = power - 1; number <= power + 1; number++) {
        buffer.appendNumber(number);

        assertThat(buffer.finish()).isEqualTo(Long.toString(number));
      }
    }
  }
}
