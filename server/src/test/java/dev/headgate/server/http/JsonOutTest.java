package dev.headgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Tag("seeded")
class JsonOutTest {
  @Test
  void anyTextComesBackAsAParserOfOthersReadsIt() {
    long seed = Long.getLong("headgate.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 5_000; i++) {
      String text = text(random);
      JsonOut json = new JsonOut().object().text("a", text).textOf("n" + text, "b").array("c");
      long number = random.nextLong() >> random.nextInt(64);
      json.text(text).object().number("d", number).end().endArray().end();

      JsonNode read = ApiDocument.JSON.readTree(json.toString());

      assertThat(read.at("/a").asString()).as("seed %d", seed).isEqualTo(text);
      assertThat(read.path("c").path(0).asString()).as("seed %d", seed).isEqualTo(text);
      assertThat(read.at("/c/1/d").asLong()).as("seed %d", seed).isEqualTo(number);
      assertThat(read.path("n" + text).asString()).as("seed %d", seed).isEqualTo("b");
    }
  }

  @Test
  void halfAPairBecomesTheReplacementCharacter() {
    String json = new JsonOut().object().text("a", "x\uD800y\uDC00").end().toString();

    assertThat(ApiDocument.JSON.readTree(json).path("a").asString()).isEqualTo("x\uFFFDy\uFFFD");
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(60);
    for (int i = 0; i < length; i++) {
      if (random.nextInt(40) > 0) {
        text.append((char) random.nextInt(' ', 0x7f));
        continue;
      }
      int bound = new int[] {0x20, 0x100, 0x800, 0xD800, 0x110000}[random.nextInt(5)];
      int code = random.nextInt(bound);
      text.appendCodePoint(code >= 0xD800 && code < 0xE000 ? 0xE000 : code);
    }
    return text.toString();
  }
}
