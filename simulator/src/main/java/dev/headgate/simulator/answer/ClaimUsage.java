package dev.headgate.simulator.answer;

import org.jspecify.annotations.Nullable;

/** What became of claims on each limit, by ordinal in the policy. For one thread. */
public final class ClaimUsage {
  /** All of an amount, in the unit of shares: hundredths of a percent. */
  public static final long WHOLE = 10_000;

  private final long[] claims;
  private final long[] failed;
  private final long[] needed;
  private final long[] fullest;

  ClaimUsage(int rules) {
    claims = new long[rules];
    failed = new long[rules];
    needed = new long[rules];
    fullest = new long[rules];
  }

  /** A share in hundredths of a percent, rounded up, so that what is above an amount is so here. */
  static long share(long part, long whole) {
    return (long) Math.ceil((double) WHOLE * part / whole);
  }

  void claimed(int rule, @Nullable Need need, boolean failing) {
    claims[rule]++;
    if (need != null) {
      needed[rule] = Math.max(needed[rule], need.peak());
      fullest[rule] = Math.max(fullest[rule], need.fullest());
    }
    if (failing) {
      failed[rule]++;
    }
  }

  /** Claims on a limit. */
  public long claims(int rule) {
    return claims[rule];
  }

  /** Claims that failed, whether the limit was enforced or not. */
  public long failed(int rule) {
    return failed[rule];
  }

  /** The smallest amount at which none of its keys would have failed; 0 where that is not told. */
  public long needed(int rule) {
    return needed[rule];
  }

  /**
   * The largest share of its amount that was asked of one of its keys, in hundredths of a percent;
   * 0 where that is not told.
   */
  public long fullest(int rule) {
    return fullest[rule];
  }
}
