package dev.headgate.core.counting;

import dev.headgate.core.pricing.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random documents and paths over few names, so that paths lead somewhere. */
final class Documents {
  private static final String[] NAMES = {
    "a", "b", "ab", "issues", "größe", "日本", "😀", "odd name", "x\"y", "back\\slash"
  };

  private static final int[] LETTERS = "ax{}[]:,\\\\\"\"\n\t /zyXY_é日😀".codePoints().toArray();

  private final RandomGenerator random;
  private final StringBuilder text = new StringBuilder();

  Documents(RandomGenerator random) {
    this.random = random;
  }

  byte[] document() {
    text.setLength(0);
    value(0);
    space();
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  List<JsonPath> paths() {
    List<JsonPath> paths = new ArrayList<>();
    int size = 1 + random.nextInt(random.nextInt(10) == 0 ? CountingPlan.PATHS_MAX : 4);
    for (int i = 0; i < size; i++) {
      List<JsonPath.Step> steps = new ArrayList<>();
      int length = random.nextInt(random.nextInt(10) == 0 ? JsonPath.STEPS_MAX + 1 : 4);
      for (int k = 0; k < length; k++) {
        steps.add(
            random.nextInt(2) == 0
                ? new JsonPath.Step.Every()
                : new JsonPath.Step.Name(NAMES[random.nextInt(NAMES.length)]));
      }
      paths.add(new JsonPath(steps));
    }
    return paths;
  }

  private void value(int depth) {
    space();
    int kind = random.nextInt(depth > 9 ? 4 : 9);
    switch (kind) {
      case 0 -> text.append(random.nextInt(3) == 0 ? "null" : "true");
      case 1 -> text.append(random.nextInt(-1_000, 1_000)).append(".5e+3");
      case 2, 3 -> string(words());
      case 4, 5 -> array(depth);
      default -> object(depth);
    }
    space();
  }

  private void array(int depth) {
    text.append('[');
    int size = random.nextInt(6);
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : ",");
      value(depth + 1);
    }
    space();
    text.append(']');
  }

  private void object(int depth) {
    text.append('{');
    int size = random.nextInt(6);
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : ",");
      space();
      string(random.nextInt(4) == 0 ? words() : NAMES[random.nextInt(NAMES.length)]);
      space();
      text.append(':');
      value(depth + 1);
    }
    space();
    text.append('}');
  }

  private String words() {
    StringBuilder words = new StringBuilder();
    int size = random.nextInt(random.nextInt(20) == 0 ? 3_000 : 30);
    for (int i = 0; i < size; i++) {
      words.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return words.toString();
  }

  /** A text as JSON, with escapes where they must be and sometimes where they may be. */
  private void string(String value) {
    text.append('"');
    boolean escaping = random.nextInt(3) == 0;
    value
        .codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                text.append('\\').append((char) point);
              } else if (point < 0x20 || (escaping && random.nextBoolean())) {
                Character.toString(point)
                    .chars()
                    .forEach(unit -> text.append("\\u%04x".formatted(unit)));
              } else {
                text.appendCodePoint(point);
              }
            });
    text.append('"');
  }

  private void space() {
    if (random.nextInt(8) == 0) {
      text.append(" \n\t\r".substring(random.nextInt(4)));
    }
  }
}
