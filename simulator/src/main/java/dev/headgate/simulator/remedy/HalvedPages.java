package dev.headgate.simulator.remedy;

import dev.headgate.core.call.Call;
import dev.headgate.core.pricing.PriceBook;
import dev.headgate.core.pricing.PriceRule;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.pricing.Work;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A read with half of its points above the base, rounded up; any other call as it is. */
record HalvedPages(PriceBook prices) implements UnaryOperator<Call> {
  private static final String GET = "GET";

  @Override
  public Call apply(Call call) {
    PriceRule rule = prices.rule(call.operation());
    long points = prices.quote(call).reserve(Quote.POINTS);
    boolean reads = call.operation().method().equals(GET) || rule.work() instanceof Work.Reads;
    if (!reads || points <= rule.basePoints()) {
      return call;
    }
    long objects = points - rule.basePoints();
    Map<String, Long> costs = new TreeMap<>(call.costs());
    costs.put(Quote.POINTS, rule.basePoints() + Math.ceilDiv(objects, 2));
    return new Call(
        call.operation(),
        call.caller(),
        call.query(),
        call.attributes(),
        costs,
        call.id(),
        call.held());
  }
}
