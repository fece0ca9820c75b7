package dev.headgate.simulator.workload;

/**
 * What became of the calls that the programs of one group wanted. Times in microseconds. For one
 * thread.
 */
public final class GroupUsage {
  private final Group group;
  private long wanted;
  private long served;
  private long givenUp;
  private long attempts;
  private long refusals;
  private long longestWait;

  GroupUsage(Group group) {
    this.group = group;
  }

  void want() {
    wanted++;
  }

  void attempt() {
    attempts++;
  }

  void refused() {
    refusals++;
  }

  void over(boolean success, long waited) {
    if (success) {
      served++;
      longestWait = Math.max(longestWait, waited);
    } else {
      givenUp++;
    }
  }

  /** The group. */
  public Group group() {
    return group;
  }

  /** Calls that were wanted. */
  public long wanted() {
    return wanted;
  }

  /** Those of them that were served. */
  public long served() {
    return served;
  }

  /** Those that were given up: lost. */
  public long givenUp() {
    return givenUp;
  }

  /** Those that were neither at the end. */
  public long underWay() {
    return wanted - served - givenUp;
  }

  /** Requests that were sent, repeats too. */
  public long attempts() {
    return attempts;
  }

  /** Requests that were refused. */
  public long refusals() {
    return refusals;
  }

  /** The longest time from wanting a call to its being served. */
  public long longestWait() {
    return longestWait;
  }
}
