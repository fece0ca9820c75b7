package dev.headgate.policy.read;

import dev.headgate.core.call.Call;
import dev.headgate.core.identity.Tenant;
import dev.headgate.policy.text.AmountText;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

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

  /** A base and so many for each licensed user. */
  static Amounts of(AmountText text) {
    Amounts amounts =
        text.perUser() == 0
            ? constant(text.base())
            : new Amounts(call -> text.of(users(call)), Math.max(1, text.base()), AMOUNT_MAX);
    return amounts.within(text.atLeast(), text.atMost());
  }

  /** One of several amounts. */
  static Amounts choosing(Function<Call, Amounts> choice, Collection<Amounts> some, Amounts last) {
    long least = some.stream().mapToLong(Amounts::least).reduce(last.least(), Math::min);
    long most = some.stream().mapToLong(Amounts::most).reduce(last.most(), Math::max);
    return new Amounts(call -> choice.apply(call).of(call), least, most);
  }

  /** The same with a floor and a cap, each where it is given. */
  Amounts within(@Nullable Long floor, @Nullable Long cap) {
    long low = floor == null ? 1 : floor;
    long high = cap == null ? AMOUNT_MAX : Math.max(low, cap);
    return new Amounts(
        call -> Math.clamp(of(call), low, high),
        Math.clamp(least, low, high),
        Math.clamp(most, low, high));
  }

  /** The amount for a call, within the extremes. */
  long of(Call call) {
    return Math.clamp(amount.applyAsLong(call), least, most);
  }

  /** The licensed users of the tenant of a call, 0 without one. */
  static long users(Call call) {
    Tenant tenant = call.caller().tenant();
    return tenant == null ? 0 : tenant.users();
  }
}
