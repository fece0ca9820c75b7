package dev.headgate.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.PhaseSchedule;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Rule ENFORCED =
      Rule.limit("enforced", MeterSource.of(new FixedWindow(2, 60 * Micros.SECOND)));
  private static final Rule ANNOUNCED =
      Rule.limit("announced", MeterSource.of(new FixedWindow(1, 60 * Micros.SECOND)))
          .phases(PhaseSchedule.always(Phase.ADVERTISE));

  private final MemoryStore store = new MemoryStore();

  @Test
  void verdictsAreCountedByRuleAndWouldRefuseApart() {
    PolicySnapshot policy = PolicySnapshot.builder("a").rule(ENFORCED).rule(ANNOUNCED).build();
    try (Metrics metrics = new Metrics(() -> policy, keys())) {
      Decider decider =
          new Decider(new ManualTime(Micros.SECOND), () -> policy, store, () -> "r-1");
      for (int i = 0; i < 3; i++) {
        metrics.decided(
            decider.decideNow(Call.of(Operation.of("getIssue", "GET"), Caller.ANONYMOUS)));
      }

      assertThat(metrics.scrape())
          .contains("headgate_decisions_total{outcome=\"allowed\"} 2.0")
          .contains("headgate_decisions_total{outcome=\"throttled\"} 1.0")
          .contains("headgate_rule_verdicts_total{rule=\"enforced\",verdict=\"refused\"} 1.0")
          .contains("headgate_rule_verdicts_total{rule=\"announced\",verdict=\"would-refuse\"} 1.0")
          .contains("headgate_live_keys{rule=\"enforced\"} 1.0");
    }
  }

  @Test
  void endpointsBeyondTheBoundShareOneSeries() {
    PolicySnapshot policy = PolicySnapshot.builder("a").build();
    try (Metrics metrics = new Metrics(() -> policy, keys())) {
      for (int i = 0; i < Metrics.REQUESTS_MAX + 5; i++) {
        metrics.answered("api", "endpoint-" + i, 200, 1_000);
      }

      assertThat(metrics.scrape())
          .contains(
              "headgate_requests_seconds_count{door=\"api\",endpoint=\"other\",status=\"200\"} 5")
          .doesNotContain("endpoint-" + Metrics.REQUESTS_MAX + "\"");
    }
  }

  private KeyCounts keys() {
    return new KeyCounts() {
      @Override
      public int liveKeys(Rule rule) {
        return store.liveKeys(rule);
      }

      @Override
      public long overflows(Rule rule) {
        return store.overflows(rule);
      }
    };
  }
}
