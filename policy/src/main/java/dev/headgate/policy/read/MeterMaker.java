package dev.headgate.policy.read;

import dev.headgate.core.limit.Meter;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.policy.problem.Place;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Makes the meters of a rule, one for each amount, and tries the extremes when it is read. */
final class MeterMaker {
  /** The most meters that are kept for one rule; further amounts empty the table. */
  static final int METERS_MAX = 10_000;

  private final Reading reading;

  MeterMaker(Reading reading) {
    this.reading = reading;
  }

  /** The source of the meters, or null with a problem where an extreme amount is impossible. */
  @Nullable MeterSource source(Place place, Amounts amounts, LongFunction<Meter> make) {
    Meter least = tried(place, amounts.least(), make);
    Meter most = least == null ? null : tried(place, amounts.most(), make);
    if (least == null || most == null) {
      return null;
    }
    if (amounts.least() == amounts.most()) {
      return MeterSource.of(most);
    }
    Map<Long, Meter> made = new ConcurrentHashMap<>();
    return new MeterSource(
        most.signature(),
        call -> {
          if (made.size() >= METERS_MAX) {
            made.clear();
          }
          return made.computeIfAbsent(amounts.of(call), make::apply);
        });
  }

  private @Nullable Meter tried(Place place, long amount, LongFunction<Meter> make) {
    try {
      return make.apply(amount);
    } catch (IllegalArgumentException impossible) {
      reading
          .problems()
          .add(
              place, String.valueOf(impossible.getMessage()), "counters are exact below 2^53 only");
      return null;
    }
  }
}
