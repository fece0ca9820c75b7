package dev.headgate.server.store;

import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.SlidingSlices;
import dev.headgate.core.quota.Allotment;
import dev.headgate.core.quota.Pool;
import dev.headgate.core.quota.PoolTerms;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.Period;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A kind of limit, and by how much grants are over it in the worst window or stretch.
 *
 * @param name for messages
 * @param meter as stated, with what it grants in its window
 * @param amount granted in each window
 * @param window in microseconds
 * @param most what the worst window or stretch was granted, in the same unit as the amount
 */
public record Limits(
    String name, Meter meter, long amount, long window, ToLongFunction<Granted> most) {
  /** All kinds that can be leased, with an amount in two seconds. */
  public static List<Limits> all(long amount) {
    long window = 2 * Micros.SECOND;
    long hour = 3_600 * Micros.SECOND;
    return List.of(
        new Limits(
            "window",
            new FixedWindow(amount, window),
            amount,
            window,
            granted -> granted.inWindow(window)),
        new Limits(
            "bucket",
            new Bucket(amount, amount, window),
            amount,
            window,
            granted -> granted.capacity(amount, window)),
        new Limits(
            "slices",
            new SlidingSlices(amount, window, 60),
            amount,
            window,
            granted -> granted.inStretch(window)),
        new Limits(
            "allotment",
            new Allotment(amount, Period.hour()),
            amount,
            hour,
            granted -> granted.inWindow(hour)),
        new Limits(
            "pool",
            new Pool(amount, Period.hour(), PoolTerms.PLAIN),
            amount,
            hour,
            granted -> granted.inWindow(hour)));
  }

  @Override
  public String toString() {
    return name + " of " + amount;
  }
}
