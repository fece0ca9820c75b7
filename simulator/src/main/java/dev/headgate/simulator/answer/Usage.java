package dev.headgate.simulator.answer;

import dev.headgate.core.time.Micros;
import org.jspecify.annotations.Nullable;

/**
 * What became of the calls of one tenant, app, operation, limit or key. Times in microseconds. For
 * one thread.
 */
public final class Usage {
  /** Hours of the UTC day. */
  public static final int HOURS = 24;

  private static final long HOUR = 3_600 * Micros.SECOND;

  private final long[] refusedByHour = new long[HOURS];
  private final ClaimUsage byRule;
  private long calls;
  private long points;
  private long refused;
  private long refusedPoints;
  private long firstRefused = Micros.NEVER;
  private long outSince = Micros.NEVER;
  private long longestOutage;
  private long longestOutageFrom = Micros.NEVER;

  /** Without calls, under a policy of so many rules. */
  Usage(int rules) {
    byRule = new ClaimUsage(rules);
  }

  void allowed(long at, long cost) {
    calls++;
    points += cost;
    if (outSince != Micros.NEVER) {
      outUntil(at);
      outSince = Micros.NEVER;
    }
  }

  void refused(long at, long cost) {
    calls++;
    points += cost;
    refused++;
    refusedPoints += cost;
    firstRefused = Math.min(firstRefused, at);
    refusedByHour[(int) (at / HOUR % HOURS)]++;
    outSince = Math.min(outSince, at);
    outUntil(at);
  }

  void claimed(int rule, @Nullable Need need, boolean failed) {
    byRule.claimed(rule, need, failed);
  }

  private void outUntil(long at) {
    if (at - outSince > longestOutage || longestOutageFrom == Micros.NEVER) {
      longestOutage = at - outSince;
      longestOutageFrom = outSince;
    }
  }

  /** Calls offered. */
  public long calls() {
    return calls;
  }

  /** Points that the calls offered would have taken. */
  public long points() {
    return points;
  }

  /** Calls that were not allowed. */
  public long refused() {
    return refused;
  }

  /** Points of the calls that were not allowed. */
  public long refusedPoints() {
    return refusedPoints;
  }

  /** The first refusal, or {@link Micros#NEVER}. */
  public long firstRefused() {
    return firstRefused;
  }

  /** The longest stretch from a refused call to the next allowed one, or to the last refused. */
  public long longestOutage() {
    return longestOutage;
  }

  /** When that stretch began, or {@link Micros#NEVER}. */
  public long longestOutageFrom() {
    return longestOutageFrom;
  }

  /** Refusals in an hour of the UTC day, 0 to 23. */
  public long refusedInHour(int hour) {
    return refusedByHour[hour];
  }

  /** What it claimed of each limit. */
  public ClaimUsage byRule() {
    return byRule;
  }
}
