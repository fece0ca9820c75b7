package dev.headgate.simulator.answer;

/**
 * What happened in one stretch of time: an hour, or more where a log is long. For one thread.
 *
 * <p>Of each limit it keeps the key that was fullest: what was asked of its window or bucket, and
 * the amount of that key.
 */
public final class Stretch {
  private final long[] asked;
  private final long[] amount;
  private long calls;
  private long points;
  private long refused;
  private long refusedPoints;

  /** Without calls, under a policy of so many rules. */
  Stretch(int rules) {
    asked = new long[rules];
    amount = new long[rules];
  }

  void decided(boolean allowed, long cost) {
    calls++;
    points += cost;
    if (!allowed) {
      refused++;
      refusedPoints += cost;
    }
  }

  /** Keeps what is the larger share of its amount. */
  void asked(int rule, long most, long of) {
    if (amount[rule] == 0 || (double) most / of > (double) asked[rule] / amount[rule]) {
      asked[rule] = most;
      amount[rule] = of;
    }
  }

  /** Takes in another stretch. */
  void add(Stretch other) {
    calls += other.calls;
    points += other.points;
    refused += other.refused;
    refusedPoints += other.refusedPoints;
    for (int rule = 0; rule < asked.length; rule++) {
      if (other.amount[rule] > 0) {
        asked(rule, other.asked[rule], other.amount[rule]);
      }
    }
  }

  /** Calls offered. */
  public long calls() {
    return calls;
  }

  /** Points offered. */
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

  /** The most that was asked of one key of a limit, for its amount; 0 where that is not told. */
  public long asked(int rule) {
    return asked[rule];
  }

  /** The amount of that key; 0 where nothing was asked or it is not told. */
  public long amount(int rule) {
    return amount[rule];
  }
}
