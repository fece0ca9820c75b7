package dev.headgate.core.pricing;

import dev.headgate.core.call.Call;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a call costs, in each unit that a price rule names; every call costs one {@code requests}.
 * Immutable.
 *
 * @param reserve what is taken before the call runs, by unit
 * @param minimum what the call costs at least, by unit; only a minimum above a capacity is refused
 *     for good
 * @param isFinal whether the cost is known; else it is settled after the call
 * @param reckoning the arithmetic of its points, or null where the caller stated them
 */
public record Quote(
    Map<String, Long> reserve,
    Map<String, Long> minimum,
    boolean isFinal,
    @Nullable Reckoning reckoning) {
  /** The largest cost of one call in one unit. */
  public static final long COST_MAX = Call.COST_MAX;

  /** The unit that counts calls. */
  public static final String REQUESTS = "requests";

  /** The unit of the price book. */
  public static final String POINTS = "points";

  public Quote {
    reserve = Map.copyOf(reserve);
    minimum = Map.copyOf(minimum);
    reserve.forEach(Quote::check);
    minimum.forEach(Quote::check);
  }

  /** A quote that is final: that many points and one request. */
  public static Quote points(long points) {
    return PriceRule.points(points).quote("");
  }

  /** The quote of a rule, by its arithmetic. */
  static Quote of(PriceRule rule, Reckoning reckoning) {
    Map<String, Long> least = rule.base();
    if (rule.work() instanceof Work.Once) {
      return new Quote(least, least, true, reckoning);
    }
    if (least.size() == 1 && least.containsKey(POINTS)) {
      return new Quote(Map.of(POINTS, reckoning.reserved()), least, false, reckoning);
    }
    Map<String, Long> reserve = new TreeMap<>(least);
    reserve.put(POINTS, reckoning.reserved());
    return new Quote(reserve, least, false, reckoning);
  }

  /** What is taken in a unit; 1 in {@code requests} unless stated, else 0. */
  public long reserve(String unit) {
    Long cost = reserve.get(unit);
    return cost != null ? cost : unit.equals(REQUESTS) ? 1 : 0;
  }

  /** What it costs at least in a unit; 1 in {@code requests} unless stated, else 0. */
  public long minimum(String unit) {
    Long cost = minimum.get(unit);
    return cost != null ? cost : unit.equals(REQUESTS) ? 1 : 0;
  }

  /** The same quote with costs that the caller stated; those are final for their units. */
  public Quote with(Map<String, Long> stated) {
    if (stated.isEmpty()) {
      return this;
    }
    Map<String, Long> reserved = new TreeMap<>(reserve);
    reserved.putAll(stated);
    Map<String, Long> least = new TreeMap<>(minimum);
    least.putAll(stated);
    return new Quote(
        reserved,
        least,
        isFinal || stated.keySet().containsAll(reserve.keySet()),
        stated.containsKey(POINTS) ? null : reckoning);
  }

  static void check(String unit, long cost) {
    if (cost < 0 || cost > COST_MAX) {
      throw new IllegalArgumentException(unit + ": " + cost + " (expected: 0 to " + COST_MAX + ")");
    }
  }
}
