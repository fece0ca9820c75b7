package dev.headgate.core.pricing;

import dev.headgate.core.call.Operation;
import java.util.Map;

/**
 * Prices of a provider's operations. In this version a price is a constant per operation; an
 * operation without one costs the base.
 *
 * @param base quote of an operation that no rule prices
 * @param prices quotes by operation name
 */
public record PriceBook(Quote base, Map<String, Quote> prices) {
  public PriceBook {
    prices = Map.copyOf(prices);
  }

  /** A book in which every call costs one point. */
  public static PriceBook flat() {
    return new PriceBook(Quote.points(1), Map.of());
  }

  /** What a call of the operation costs. */
  public Quote quote(Operation operation) {
    return prices.getOrDefault(operation.name(), base);
  }
}
