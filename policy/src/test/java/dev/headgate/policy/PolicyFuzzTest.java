package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of a document, it is a policy or it has problems; nothing is thrown. */
@Tag("seeded")
class PolicyFuzzTest {
  private static final int RUNS = 400;
  private static final List<String> BITS =
      List.of(
          "-1",
          "0",
          "99999999999999999999",
          "9007199254740993",
          "\u0000",
          "\r\n",
          "\t",
          ": ",
          "- ",
          "{",
          "}",
          "[",
          "]",
          "*a",
          "&a",
          "!!x",
          "|",
          ">",
          "\"",
          "'",
          "#",
          "%",
          "null",
          "~",
          "{}",
          "[]",
          "per",
          " per ",
          "x users",
          "tenant",
          "call.x",
          "include: .",
          "include: [\"\\0\"]",
          "../..",
          "1e9",
          "0x10",
          "é",
          "\uD83D\uDE00",
          "---",
          "...",
          "<<: ",
          "? ",
          "formula: 1/0");

  @TempDir private Path folder;

  @Test
  void aSpoiltDocumentIsAPolicyOrHasProblems() throws IOException {
    Long pinned = Long.getLong("headgate.seed");
    long first = pinned == null ? System.nanoTime() : pinned;
    List<String> documents = documents();
    for (long seed = first;
        seed < first + (pinned == null ? RUNS * Long.getLong("headgate.seeds", 1L) : 1);
        seed++) {
      Random random = new Random(seed);
      String text = spoilt(documents.get(random.nextInt(documents.size())), random);
      Path file = folder.resolve("policy.yaml");
      Files.write(file, bytes(text, random));

      PolicyLoad load = load(file, seed);

      if (load instanceof PolicyLoad.Rejected rejected) {
        assertThat(rejected.problems()).as("headgate.seed=%d", seed).isNotEmpty();
      }
    }
  }

  private static PolicyLoad load(Path file, long seed) {
    try {
      return PolicyLoader.load(file);
    } catch (RuntimeException thrown) {
      throw new AssertionError("thrown with -Dheadgate.seed=" + seed, thrown);
    }
  }

  private static List<String> documents() throws IOException {
    List<String> documents = new ArrayList<>(PolicyReferenceTest.examples());
    for (String example : List.of("jama-connect", "atlassian-cloud", "access-log")) {
      documents.add(Files.readString(Policies.examplePath(example)));
    }
    return documents;
  }

  private static String spoilt(String text, Random random) {
    StringBuilder spoilt = new StringBuilder(text);
    for (int i = 0; i <= random.nextInt(4); i++) {
      int at = random.nextInt(spoilt.length());
      int end = Math.min(spoilt.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> spoilt.delete(at, end);
        case 1 -> spoilt.insert(at, BITS.get(random.nextInt(BITS.size())));
        case 2 -> spoilt.insert(at, spoilt.substring(at, end));
        default -> spoilt.replace(at, end, BITS.get(random.nextInt(BITS.size())));
      }
      spoilt.append(' ');
    }
    return spoilt.toString();
  }

  private static byte[] bytes(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(10) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
