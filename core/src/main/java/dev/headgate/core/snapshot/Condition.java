package dev.headgate.core.snapshot;

import dev.headgate.core.call.Call;

/** A question about a call, answered alike for equal calls. Safe for all threads. */
public interface Condition {
  /** True for every call. */
  Condition ALWAYS = byCaller(call -> true);

  /** The answer. */
  boolean test(Call call);

  /**
   * Whether the answer depends on operation and caller alone, so that it may be worked out once for
   * both; else it is asked for every call and must be cheap.
   */
  boolean fixed();

  /** A condition on operation and caller. */
  static Condition byCaller(java.util.function.Predicate<Call> test) {
    return new Simple(test, true);
  }

  /** A condition that also looks at attributes of the call. */
  static Condition byCall(java.util.function.Predicate<Call> test) {
    return new Simple(test, false);
  }

  /** A predicate with its scope. */
  record Simple(java.util.function.Predicate<Call> predicate, boolean fixed) implements Condition {
    @Override
    public boolean test(Call call) {
      return predicate.test(call);
    }
  }
}
