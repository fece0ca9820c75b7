package dev.headgate.core.limit;

import dev.headgate.core.time.Micros;

/**
 * At most an amount in one call, whatever other calls do. It remembers nothing, so it is always
 * whole, takes no words of state and gives nothing back; a cost above it never passes.
 */
public final class Ceiling implements Meter {
  private final long amount;

  /**
   * A ceiling.
   *
   * @param amount at least 1, at most {@link Numbers#AMOUNT_MAX}
   */
  public Ceiling(long amount) {
    this.amount = Numbers.check("amount", amount, 1, Numbers.AMOUNT_MAX);
  }

  @Override
  public int words() {
    return 0;
  }

  @Override
  public long capacity() {
    return amount;
  }

  @Override
  public long amount() {
    return amount;
  }

  /** It has none. */
  @Override
  public long windowMicros() {
    return 0;
  }

  @Override
  public String signature() {
    return "ceiling";
  }

  @Override
  public long passesAt(long[] cell, int at, long cost, long now) {
    return cost <= amount ? now : Micros.NEVER;
  }

  @Override
  public long[] take(long[] cell, int at, long cost, long now, long holder) {
    return cell;
  }

  @Override
  public void giveBack(long[] cell, int at, Taking taking, long cost, long now) {}

  @Override
  public long remaining(long[] cell, int at, long now) {
    return amount;
  }

  @Override
  public long resetAt(long[] cell, int at, long cost, long now) {
    return now;
  }

  /** Nothing: what a call cost after all is no business of the next call. */
  @Override
  public long room(long[] cell, int at, long debtMax, long now) {
    return 0;
  }

  @Override
  public Meter part(int share) {
    return this;
  }

  @Override
  public long deadAt(long[] cell, int at, long now) {
    return now;
  }

  @Override
  public void spell(Spelling to, long now) {
    to.kind(Spelling.Kind.CEILING);
    to.number(amount);
  }
}
