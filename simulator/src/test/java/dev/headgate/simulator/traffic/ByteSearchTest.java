package dev.headgate.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
  private static final int RUNS = 20_000;

  /** Beside a loop over single bytes; few different bytes, so that neighbours and ends are met. */
  @Test
  @Tag("seeded")
  void itFindsWhatALoopFinds() {
    Long pinned = Long.getLong("headgate.seed");
    long seed = pinned == null ? System.nanoTime() : pinned;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = drawn(random);
      }
      byte one = drawn(random);
      byte other = drawn(random);
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length - from + 1);

      int found = ByteSearch.either(one, other, bytes, from, to);

      int slow = from;
      while (slow < to && bytes[slow] != one && bytes[slow] != other) {
        slow++;
      }
      assertThat(found).as("-Dheadgate.seed=%d, run %d", seed, run).isEqualTo(slow);
    }
  }

  private static byte drawn(SplittableRandom random) {
    byte[] drawn = {
      0, 1, ' ', '"', '\\', (byte) 0x80, (byte) 0x81, (byte) 0xFF, 'a', 'b', 'c', 'd'
    };
    return drawn[random.nextInt(drawn.length)];
  }
}
