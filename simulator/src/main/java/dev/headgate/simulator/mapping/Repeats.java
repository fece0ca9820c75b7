package dev.headgate.simulator.mapping;

import dev.headgate.core.identity.Caller;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells calls that repeat one which was answered 429 a short while before. The oldest answers are
 * forgotten first. For one thread.
 */
final class Repeats {
  private static final int KNOWN_MAX = 100_000;

  private final long within;
  private final Map<Asked, Long> throttled = new LinkedHashMap<>();

  private record Asked(Caller caller, String target) {}

  /**
   * Within a time after the answer.
   *
   * @param within in microseconds; 0 where nothing is a repeat
   */
  Repeats(long within) {
    this.within = within;
  }

  /** Whether it is a repeat; notes whether it was answered 429 itself. */
  boolean isRepeat(Caller caller, String target, long stamp, boolean refused) {
    if (within == 0) {
      return false;
    }
    Asked asked = new Asked(caller, target);
    Long before = throttled.remove(asked);
    boolean repeat = before != null && stamp - before <= within;
    if (refused) {
      throttled.put(asked, stamp);
      if (throttled.size() > KNOWN_MAX) {
        Iterator<Asked> oldest = throttled.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
    return repeat;
  }
}
