package dev.headgate.server.records;

import dev.headgate.core.usage.UsageKey;
import dev.headgate.core.usage.UsageSums;
import java.util.Comparator;

/**
 * The sums of one hour, key and unit. Immutable.
 *
 * @param hour instant in microseconds at which it begins, in UTC
 * @param key whose use of what
 * @param unit of what is summed, for example {@code points}
 * @param sums calls by what became of them, and amounts in the unit
 */
public record UsageLine(long hour, UsageKey key, String unit, UsageSums sums)
    implements Comparable<UsageLine> {
  /** The longest part of a key that is kept, in characters; it fits the index of a database. */
  public static final int PART_MAX = 200;

  private static final Comparator<UsageLine> ORDER =
      Comparator.comparingLong(UsageLine::hour)
          .thenComparing(line -> line.key().tenant())
          .thenComparing(line -> line.key().app())
          .thenComparing(line -> line.key().operation())
          .thenComparing(UsageLine::unit);

  /** All nodes write in one order, so that none waits for another that waits for it. */
  @Override
  public int compareTo(UsageLine other) {
    return ORDER.compare(this, other);
  }
}
