package dev.headgate.benchmarks;

import dev.headgate.core.counting.CountingPlan;
import dev.headgate.core.counting.ObjectCounter;
import dev.headgate.core.counting.Scratch;
import dev.headgate.core.pricing.JsonPath;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Counting a page of 250 issues, in the parts in which a gateway sees it, beside a loop that looks
 * at each byte once and only finds where strings and objects begin, and beside the least that any
 * counting does. One operation is one page.
 */
final class CountingPage {
  private static final int PART = 8_192;
  private static final int WORDS = 256;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long QUOTES = 0x2222222222222222L;
  private static final long HIGHEST = 0x8080808080808080L;

  private final byte[] page = IssuePage.bytes();
  private final Scratch scratch = new Scratch();
  private final long[] words = new long[WORDS];
  private final long[] found = new long[WORDS];

  Map<String, SideBySide.Contestant> contestants() {
    Map<String, SideBySide.Contestant> all = new LinkedHashMap<>();
    all.put("byte by byte, " + page.length + " bytes", times -> repeat(times, this::byteByByte));
    all.put("one look for one byte", times -> repeat(times, this::quotes));
    CountingPlan issues = plan("$.issues[*]");
    all.put("issues", times -> repeat(times, () -> count(issues)));
    CountingPlan nested = plan("$.issues[*]", "$.issues[*].fields.comment.comments[*]");
    all.put("issues and comments", times -> repeat(times, () -> count(nested)));
    return all;
  }

  private static CountingPlan plan(String... paths) {
    List<JsonPath> parsed = Stream.of(paths).map(JsonPath::of).toList();
    return CountingPlan.of(parsed);
  }

  private static long repeat(int times, java.util.function.LongSupplier step) {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += step.getAsLong();
    }
    return sum;
  }

  private long count(CountingPlan plan) {
    ObjectCounter counter = new ObjectCounter(plan, scratch);
    for (int at = 0; at < page.length; at += PART) {
      counter.feed(page, at, Math.min(page.length, at + PART));
    }
    return counter.end().objects().getFirst();
  }

  /**
   * What any counting does at least: words copied as a gateway copies them, and one byte looked for
   * in them, by a loop that the compiler vectorises.
   */
  private long quotes() {
    long sum = 0;
    for (int at = 0; at < page.length; at += WORDS * Long.BYTES) {
      int size = Math.min(WORDS, (page.length - at) / Long.BYTES);
      for (int i = 0; i < size; i++) {
        words[i] = (long) LONGS.get(page, at + i * Long.BYTES);
      }
      for (int i = 0; i < WORDS; i++) {
        long other = words[i] ^ QUOTES;
        found[i] = ~(((other & ~HIGHEST) + ~HIGHEST) | other) & HIGHEST;
      }
      sum += found[size - 1];
    }
    return sum;
  }

  private long byteByByte() {
    boolean inside = false;
    long objects = 0;
    for (int i = 0; i < page.length; i++) {
      byte b = page[i];
      if (b == '"') {
        inside = !inside;
      } else if (b == '\\') {
        i++;
      } else if (!inside && b == '{') {
        objects++;
      }
    }
    return objects;
  }
}
