package dev.headgate.server.records;

import dev.headgate.core.pricing.Quote;
import dev.headgate.core.time.Micros;
import dev.headgate.core.usage.UsageKey;
import dev.headgate.core.usage.UsageLog;
import dev.headgate.core.usage.UsageRecord;
import dev.headgate.core.usage.UsageSums;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What happened on this node and was not handed on yet, summed by hour and key. Bounded: beyond
 * {@link #LINES_MAX} lines what is new counts for its hour under nobody's name, so that sums stay
 * right for however long nobody takes them. Safe for all threads; appending never waits.
 */
public final class UsageDeltas implements UsageLog {
  /** The most lines; threads that add one at once may pass it by one each. */
  public static final int LINES_MAX = 50_000;

  /** The operation of what found no room for a line of its own; it has neither tenant nor app. */
  public static final String OTHERS = "(others)";

  private static final long HOUR = 3_600 * Micros.SECOND;
  private static final UsageKey NOBODY = new UsageKey("", "", OTHERS);

  private final int linesMax;
  private final ConcurrentHashMap<Place, UsageSums> lines = new ConcurrentHashMap<>();
  private final AtomicInteger places = new AtomicInteger();

  private record Place(long hour, UsageKey key) {}

  /** Nothing happened yet. */
  public UsageDeltas() {
    this(LINES_MAX);
  }

  UsageDeltas(int linesMax) {
    this.linesMax = linesMax;
  }

  @Override
  public void append(UsageRecord happened) {
    long hour = happened.at() - Math.floorMod(happened.at(), HOUR);
    Place place = new Place(hour, happened.key());
    boolean room = places.get() < linesMax || lines.containsKey(place);
    lines.compute(
        room ? place : new Place(hour, NOBODY),
        (any, sums) -> {
          if (sums == null) {
            places.incrementAndGet();
          }
          return (sums == null ? UsageSums.NONE : sums).plus(happened);
        });
  }

  /** How many lines wait. */
  public int waiting() {
    return places.get();
  }

  /** Takes lines out, at most so many; whoever takes them hands them on. */
  List<UsageLine> take(int most) {
    List<UsageLine> taken = new ArrayList<>();
    Iterator<Place> all = lines.keySet().iterator();
    while (taken.size() < most && all.hasNext()) {
      Place place = all.next();
      UsageSums sums = lines.remove(place);
      if (sums != null) {
        places.decrementAndGet();
        taken.add(new UsageLine(place.hour(), kept(place.key()), Quote.POINTS, sums));
      }
    }
    return joined(taken);
  }

  private static UsageKey kept(UsageKey key) {
    return new UsageKey(kept(key.tenant()), kept(key.app()), kept(key.operation()));
  }

  /** As every database takes it: a caller may name itself in any way. */
  private static String kept(String part) {
    int length = Math.min(part.length(), UsageLine.PART_MAX);
    byte[] bytes = part.substring(0, length).getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
  }

  /** Keys that became equal are one line. */
  private static List<UsageLine> joined(List<UsageLine> taken) {
    java.util.TreeMap<UsageLine, UsageSums> sums = new java.util.TreeMap<>();
    taken.forEach(line -> sums.merge(line, line.sums(), UsageSums::plus));
    List<UsageLine> lines = new ArrayList<>(sums.size());
    sums.forEach((l, sum) -> lines.add(new UsageLine(l.hour(), l.key(), l.unit(), sum)));
    return lines;
  }
}
