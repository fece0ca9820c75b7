package dev.headgate.policy.read;

import dev.headgate.core.call.Call;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.policy.problem.Place;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Makes the meters of a rule, one for each amount, and tries the extremes when it is read. */
final class MeterMaker {
  /** The most meters that are kept for one rule; at the bound the table is emptied. */
  static final int METERS_MAX = 10_000;

  private final Reading reading;

  MeterMaker(Reading reading) {
    this.reading = reading;
  }

  /** What a meter depends on. */
  private record Making(long amount, QuotaKind.Account account) {}

  /** The source of a limit's meters, or null with a problem where an amount is impossible. */
  @Nullable MeterSource source(Place place, Amounts amounts, LongFunction<Meter> make) {
    Meter most = extremes(place, amounts, make);
    if (most == null) {
      return null;
    }
    MeterSource source =
        amounts.least() == amounts.most()
            ? MeterSource.of(most)
            : remembering(
                most.signature(),
                most,
                call -> new Making(amounts.of(call), QuotaKind.Account.USUAL),
                making -> make.apply(making.amount()));
    return source.sizedBy(amount -> MeterSource.of(make.apply(amount)));
  }

  /** The source of a quota's meters, or null with a problem where an amount is impossible. */
  @Nullable MeterSource source(Place place, Amounts amounts, QuotaKind kind) {
    Meter most = extremes(place, amounts, amount -> kind.meter(amount, QuotaKind.Account.USUAL));
    return most == null
        ? null
        : source(most, amounts, kind)
            .sizedBy(
                amount ->
                    source(
                        kind.meter(amount, QuotaKind.Account.USUAL),
                        Amounts.constant(amount),
                        kind));
  }

  private static MeterSource source(Meter most, Amounts amounts, QuotaKind kind) {
    String signature = most.signature();
    return remembering(
        kind.fixed() ? signature : signature + "-of-tenant",
        most,
        call -> new Making(amounts.of(call), kind.account(call)),
        making -> kind.meter(making.amount(), making.account()));
  }

  private static MeterSource remembering(
      String signature, Meter shape, Function<Call, Making> making, Function<Making, Meter> make) {
    Map<Making, Meter> made = new ConcurrentHashMap<>();
    return new MeterSource(
        signature,
        shape,
        call -> {
          if (made.size() >= METERS_MAX) {
            made.clear();
          }
          return made.computeIfAbsent(making.apply(call), make);
        });
  }

  private @Nullable Meter extremes(Place place, Amounts amounts, LongFunction<Meter> make) {
    return tried(place, amounts.least(), make) == null ? null : tried(place, amounts.most(), make);
  }

  private @Nullable Meter tried(Place place, long amount, LongFunction<Meter> make) {
    try {
      return make.apply(amount);
    } catch (IllegalArgumentException | ArithmeticException impossible) {
      String message = String.valueOf(impossible.getMessage());
      String hint =
          message.contains("2^53")
              ? "counters are exact below 2^53 only: write a smaller amount, or an at most"
              : "";
      reading.problems().add(place, message, hint);
      return null;
    }
  }
}
