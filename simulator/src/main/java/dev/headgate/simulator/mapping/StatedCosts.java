package dev.headgate.simulator.mapping;

import dev.headgate.core.call.Operation;
import dev.headgate.core.pricing.PriceBook;
import dev.headgate.core.pricing.Quote;
import dev.headgate.simulator.traffic.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The costs that a log states. Where it states none that can be read, points are the base of the
 * operation, and the call is counted as one of unknown cost. For one thread.
 */
final class StatedCosts {
  private final List<Map.Entry<String, CostSource>> sources;
  private final PriceBook prices;
  private long unknown;

  StatedCosts(Map<String, CostSource> sources, PriceBook prices) {
    this.sources = List.copyOf(sources.entrySet());
    this.prices = prices;
  }

  /** The costs by unit; none where the price book says them. */
  Map<String, Long> of(Row row, Operation operation) {
    if (sources.isEmpty()) {
      return Map.of();
    }
    if (sources.size() == 1) {
      Map.Entry<String, CostSource> only = sources.getFirst();
      Long cost = cost(only, row, operation);
      return cost == null ? Map.of() : Map.of(only.getKey(), cost);
    }
    Map<String, Long> costs = new HashMap<>();
    for (Map.Entry<String, CostSource> source : sources) {
      Long cost = cost(source, row, operation);
      if (cost != null) {
        costs.put(source.getKey(), cost);
      }
    }
    return costs;
  }

  long unknown() {
    return unknown;
  }

  private @Nullable Long cost(Map.Entry<String, CostSource> source, Row row, Operation operation) {
    return switch (source.getValue()) {
      case CostSource.Fixed(long cost) -> cost;
      case CostSource.Stated stated -> {
        Long cost = number(stated, row);
        if (cost != null) {
          yield cost;
        }
        unknown++;
        boolean points = source.getKey().equals(Quote.POINTS);
        yield points ? Long.valueOf(prices.rule(operation).basePoints()) : null;
      }
    };
  }

  private static @Nullable Long number(CostSource.Stated stated, Row row) {
    String text = stated.source().of(row);
    if (text == null) {
      return null;
    }
    try {
      double number = Math.ceil(Double.parseDouble(text) / stated.per());
      return number >= 0 ? Math.min(Quote.COST_MAX, (long) number) : null;
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }
}
