package dev.headgate.simulator.answer;

/** What became of claims on each limit, by ordinal in the policy. For one thread. */
public final class ClaimUsage {
  private final long[] claims;
  private final long[] failed;
  private final long[] needed;

  ClaimUsage(int rules) {
    claims = new long[rules];
    failed = new long[rules];
    needed = new long[rules];
  }

  void claimed(int rule, long need, boolean failing) {
    claims[rule]++;
    needed[rule] = Math.max(needed[rule], need);
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
}
