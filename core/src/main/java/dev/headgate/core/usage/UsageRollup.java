package dev.headgate.core.usage;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What happened, summed by stretch of time and by {@link UsageKey}, in memory. A correction counts
 * where it happened, not where the call began. Bounded in both directions: the oldest stretches go
 * first, and what finds no room is summed up under nobody's name. Safe for all threads.
 */
public final class UsageRollup implements UsageLog {
  private final long stretch;
  private final int stretchesMax;
  private final int keysMax;
  private final ConcurrentSkipListMap<Long, Stretch> stretches = new ConcurrentSkipListMap<>();
  private volatile UsageSums unkept = UsageSums.NONE;

  /** The keys of one stretch, with how many there are, as the map counts slowly. */
  private record Stretch(ConcurrentHashMap<UsageKey, UsageSums> sums, AtomicInteger keys) {}

  /**
   * An empty roll-up.
   *
   * @param stretch length of a stretch in microseconds, at least 1: a minute, an hour
   * @param stretchesMax how many stretches it keeps, at least 1
   * @param keysMax how many keys it keeps in each, at least 1; threads that add a key at once may
   *     pass the bound by one each
   */
  public UsageRollup(long stretch, int stretchesMax, int keysMax) {
    if (stretch < 1 || stretchesMax < 1 || keysMax < 1) {
      throw new IllegalArgumentException(
          "stretch: "
              + stretch
              + ", stretchesMax: "
              + stretchesMax
              + ", keysMax: "
              + keysMax
              + " (expected: >= 1)");
    }
    this.stretch = stretch;
    this.stretchesMax = stretchesMax;
    this.keysMax = keysMax;
  }

  @Override
  public void append(UsageRecord happened) {
    Stretch place = place(happened.at());
    if (place == null || !keep(place, happened)) {
      leaveOut(happened);
    }
  }

  /** The sums of the stretches that begin from one instant until before another, by beginning. */
  public SortedMap<Long, Map<UsageKey, UsageSums>> between(long from, long until) {
    SortedMap<Long, Map<UsageKey, UsageSums>> found = new TreeMap<>();
    stretches
        .subMap(from, until)
        .forEach((start, kept) -> found.put(start, Map.copyOf(kept.sums())));
    return found;
  }

  /** Everything that is kept and everything that found no room; only old stretches are missing. */
  public UsageSums total() {
    UsageSums total = unkept;
    for (Stretch kept : stretches.values()) {
      for (UsageSums sums : kept.sums().values()) {
        total = total.plus(sums);
      }
    }
    return total;
  }

  /** What found no room: too many keys, or too old. */
  public UsageSums unkept() {
    return unkept;
  }

  private synchronized void leaveOut(UsageRecord happened) {
    unkept = unkept.plus(happened);
  }

  private @Nullable Stretch place(long at) {
    Long start = at - Math.floorMod(at, stretch);
    Stretch known = stretches.get(start);
    if (known != null) {
      return known;
    }
    if (stretches.size() >= stretchesMax && start < stretches.firstKey()) {
      return null;
    }
    Stretch fresh = new Stretch(new ConcurrentHashMap<>(), new AtomicInteger());
    Stretch before = stretches.putIfAbsent(start, fresh);
    while (stretches.size() > stretchesMax) {
      stretches.pollFirstEntry();
    }
    return before == null ? fresh : before;
  }

  private boolean keep(Stretch place, UsageRecord happened) {
    boolean known = place.sums().containsKey(happened.key());
    if (!known && place.keys().get() >= keysMax) {
      return false;
    }
    place
        .sums()
        .compute(
            happened.key(),
            (key, sums) -> {
              if (sums == null) {
                place.keys().incrementAndGet();
              }
              return (sums == null ? UsageSums.NONE : sums).plus(happened);
            });
    return true;
  }
}
