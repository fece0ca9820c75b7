package dev.headgate.server.http;

import dev.headgate.core.decision.Plan;
import dev.headgate.core.pricing.Quote;
import java.util.Map;

/** What a call costs, as JSON. */
final class QuoteJson {
  private QuoteJson() {}

  static void write(Plan plan, JsonOut json) {
    Quote quote = plan.matched().quote();
    json.object();
    json.text("operation", plan.call().operation().name());
    cost(quote, json);
    units("minimum", quote.minimum(), json);
    json.text("policyVersion", plan.snapshot().version());
    json.end();
  }

  /** What is taken by unit, and whether that is final. */
  static void cost(Quote quote, JsonOut json) {
    units("cost", quote.reserve(), json);
    json.word("costKind", DecisionJson.costKind(quote));
  }

  private static void units(String name, Map<String, Long> costs, JsonOut json) {
    json.object(name);
    if (!costs.containsKey(Quote.REQUESTS)) {
      json.number(Quote.REQUESTS, 1);
    }
    costs.forEach(json::numberOf);
    json.end();
  }
}
