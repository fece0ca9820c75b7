package dev.headgate.core.decision;

import java.util.AbstractList;
import java.util.RandomAccess;

/** The verdicts of one decision in the order of its claims. Immutable. */
public final class Verdicts extends AbstractList<Verdict> implements RandomAccess {
  /** No verdicts. */
  public static final Verdicts NONE = new Verdicts(new Verdict[0]);

  private final Verdict[] verdicts;

  /** Takes the array over; it must not be changed any more. */
  public Verdicts(Verdict[] verdicts) {
    this.verdicts = verdicts;
  }

  @Override
  public Verdict get(int index) {
    return verdicts[index];
  }

  @Override
  public int size() {
    return verdicts.length;
  }
}
