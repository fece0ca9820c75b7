package dev.headgate.policy.read;

import dev.headgate.core.call.Call;
import java.util.function.ToLongFunction;

/**
 * The amount of a rule for each caller, with its extremes.
 *
 * @param amount for a call; depends on operation and caller alone
 * @param least the smallest it can be, at least 1
 * @param most the largest it can be
 */
record Amounts(ToLongFunction<Call> amount, long least, long most) {
  /** The largest amount of a rule. */
  static final long AMOUNT_MAX = 1_000_000_000_000L;

  /** The same for everybody. */
  static Amounts constant(long amount) {
    return new Amounts(call -> amount, amount, amount);
  }

  /** The amount for a call, within the extremes. */
  long of(Call call) {
    return Math.clamp(amount.applyAsLong(call), least, most);
  }
}
