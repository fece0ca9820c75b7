package dev.headgate.server.observe;

import dev.headgate.core.decision.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The counters of one rule.
 *
 * @param allowed claims that passed
 * @param refused enforced claims that did not
 * @param wouldRefuse shadow claims that did not
 */
record RuleCounters(Counter allowed, Counter refused, Counter wouldRefuse) {
  static RuleCounters of(String rule, MeterRegistry registry) {
    return new RuleCounters(
        counter(rule, "allowed", registry),
        counter(rule, "refused", registry),
        counter(rule, "would-refuse", registry));
  }

  void count(Verdict verdict) {
    if (!verdict.failed()) {
      allowed.increment();
    } else if (verdict.claim().binds()) {
      refused.increment();
    } else {
      wouldRefuse.increment();
    }
  }

  private static Counter counter(String rule, String verdict, MeterRegistry registry) {
    return Counter.builder("headgate.rule.verdicts")
        .description("Verdicts by rule")
        .tag("rule", rule)
        .tag("verdict", verdict)
        .register(registry);
  }
}
