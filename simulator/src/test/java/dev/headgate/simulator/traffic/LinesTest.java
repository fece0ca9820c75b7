package dev.headgate.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
@Tag("seeded")
class LinesTest {
  private static final long SEED = Long.getLong("headgate.seed", 4);

  /** Lines of any length, in pieces of any length, are those that a split gives. */
  @Test
  void linesAreThoseThatASplitGives() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      List<String> expected = new ArrayList<>();
      for (int line = random.nextInt(20); line > 0; line--) {
        int length =
            random.nextInt(4) == 0 ? random.nextInt(2 * Lines.LINE_MAX) : random.nextInt(9);
        String one = "x".repeat(length);
        expected.add(one.substring(0, Math.min(length, Lines.LINE_MAX)));
        text.append(one).append(random.nextBoolean() ? "\n" : "\r\n");
      }

      assertThat(lengths(text.toString(), random.nextLong()))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(expected.stream().map(String::length).toList());
    }
  }

  @Test
  void aLastLineNeedsNoLineFeed() throws IOException {
    assertThat(lengths("a\nbb", 1)).containsExactly(1, 2);
    assertThat(lengths("a\n", 1)).containsExactly(1);
    assertThat(lengths("", 1)).isEmpty();
  }

  private static List<Integer> lengths(String text, long seed) throws IOException {
    List<Integer> lengths = new ArrayList<>();
    try (Lines lines = new Lines(inPieces(text, seed))) {
      while (lines.next()) {
        lengths.add(lines.to() - lines.from());
        assertThat(lines.number()).isEqualTo(lengths.size());
      }
    }
    return lengths;
  }

  private static InputStream inPieces(String text, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] into, int from, int length) {
        return super.read(into, from, Math.min(length, 1 + random.nextInt(50_000)));
      }
    };
  }
}
