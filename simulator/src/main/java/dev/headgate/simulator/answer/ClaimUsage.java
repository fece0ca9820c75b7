package dev.headgate.simulator.answer;

import org.jspecify.annotations.Nullable;

/** What became of claims on each limit, by ordinal in the policy. For one thread. */
public final class ClaimUsage {
  /** All of an amount, in the unit of shares: hundredths of a percent. */
  public static final long WHOLE = 10_000;

  private static final int CLAIMS = 0;
  private static final int FAILED = 1;
  private static final int NEEDED = 2;
  private static final int FULLEST = 3;
  private static final int FIGURES = 4;

  /** The figures of a limit lie together, as they change together. */
  private final long[] figures;

  ClaimUsage(int rules) {
    figures = new long[FIGURES * rules];
  }

  /** A share in hundredths of a percent, rounded up, so that what is above an amount is so here. */
  static long share(long part, long whole) {
    return (long) Math.ceil((double) WHOLE * part / whole);
  }

  void claimed(int rule, @Nullable Need need, boolean failing) {
    int at = FIGURES * rule;
    figures[at + CLAIMS]++;
    if (need != null) {
      figures[at + NEEDED] = Math.max(figures[at + NEEDED], need.peak());
      figures[at + FULLEST] = Math.max(figures[at + FULLEST], need.fullest());
    }
    if (failing) {
      figures[at + FAILED]++;
    }
  }

  /** Claims on a limit. */
  public long claims(int rule) {
    return figures[FIGURES * rule + CLAIMS];
  }

  /** Claims that failed, whether the limit was enforced or not. */
  public long failed(int rule) {
    return figures[FIGURES * rule + FAILED];
  }

  /** The smallest amount at which none of its keys would have failed; 0 where that is not told. */
  public long needed(int rule) {
    return figures[FIGURES * rule + NEEDED];
  }

  /**
   * The largest share of its amount that was asked of one of its keys, in hundredths of a percent;
   * 0 where that is not told.
   */
  public long fullest(int rule) {
    return figures[FIGURES * rule + FULLEST];
  }
}
