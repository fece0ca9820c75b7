package dev.headgate.core.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.Ceiling;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.pricing.Bound;
import dev.headgate.core.pricing.CountedPath;
import dev.headgate.core.pricing.JsonPath;
import dev.headgate.core.pricing.ObjectClass;
import dev.headgate.core.pricing.PriceBook;
import dev.headgate.core.pricing.PriceRule;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.reply.Dialects;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.snapshot.Denial;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.PhaseSchedule;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** At most so much in one call, as callers meet it. */
class CeilingTest {
  private static final Rule CEILING =
      Rule.limit("one-query", MeterSource.of(new Ceiling(1_000))).unit("points");
  private static final Rule HOURLY =
      Rule.quota("hourly", MeterSource.of(new FixedWindow(65_000, 3_600 * Micros.SECOND)));

  private final MemoryStore store = new MemoryStore();

  @Test
  void callsOfOneMicrosecondDoNotRefuseEachOther() {
    Decider decider = decider(CEILING);

    for (int i = 0; i < 3; i++) {
      assertThat(decider.decideNow(costing(1_000))).isInstanceOf(Decision.Allowed.class);
    }
  }

  @Test
  void aCallAboveItIsRefusedForGoodWithItsReasonAndTakesNothing() {
    Decider decider =
        decider(HOURLY, CEILING.terms(new Rule.Terms("too-dear", 0.2, 0, false, 0, 10, List.of())));

    Decision refused = decider.decideNow(costing(1_001));

    Denial denial = ((Decision.Refused) refused).denial();
    assertThat(denial)
        .isEqualTo(
            new Denial(
                Denial.Kind.TOO_DEAR, "too-dear", "points: 1001 (expected: <= 1000 by one-query)"));
    assertThat(decider.decideNow(costing(0)).verdicts().getFirst().remaining()).isEqualTo(65_000);
  }

  @Test
  void aBoundAboveItIsAdmittedAndSettledToWhatTheCallCost() {
    Decider decider = decider(HOURLY, CEILING);
    Decision.Allowed allowed = (Decision.Allowed) decider.decideNow(reading());

    Immediate<Settlement> answer = new Immediate<>();
    store.settle(allowed.reservation(), Actual.points(2_001), allowed.at(), answer);

    assertThat(allowed.plan().matched().quote().reserve("points")).isEqualTo(5_001);
    List<Settlement.Adjustment> adjusted = answer.get().adjustments();
    assertThat(adjusted.get(0).refunded()).isEqualTo(3_000);
    assertThat(adjusted.get(1))
        .isEqualTo(new Settlement.Adjustment(allowed.plan().matched().claim(1), 2_001, 0, 0, 0));
  }

  @Test
  void anAnnouncedOneSeesWhatItWouldRefuseAndRefusesNothing() {
    Rule announced = CEILING.phases(PhaseSchedule.always(Phase.ADVERTISE));
    Decider decider = decider(announced);

    Decision decision = decider.decideNow(costing(1_001));

    assertThat(decision).isInstanceOf(Decision.Allowed.class);
    assertThat(decision.verdicts().getFirst().failed()).isTrue();
    assertThat(decider.decideNow(costing(1_000)).verdicts().getFirst().failed()).isFalse();
  }

  @Test
  void itIsToldInNoFieldAndKeepsNoCounter() {
    Decider decider = decider(CEILING);
    Decision decision = decider.decideNow(costing(999));

    List<String> fields = new ArrayList<>();
    for (Dialect dialect : Dialects.all()) {
      dialect.write(decision, (name, value) -> fields.add(name));
    }

    assertThat(fields).noneMatch(name -> name.contains("RateLimit"));
    assertThat(store.liveKeys(CEILING)).isZero();
  }

  private Decider decider(Rule... rules) {
    PriceRule reads =
        PriceRule.reads(
            1,
            new CountedPath(
                JsonPath.of("$[*]"), new ObjectClass("object", 1), Bound.atMost(5_000)));
    PolicySnapshot.Builder builder =
        PolicySnapshot.builder("test")
            .prices(new PriceBook(PriceRule.points(1), Map.of("read", reads)));
    for (Rule rule : rules) {
      builder.rule(rule);
    }
    PolicySnapshot snapshot = builder.build();
    return new Decider(new ManualTime(1_000), () -> snapshot, store, () -> "r1");
  }

  private static Call reading() {
    return Call.of(Operation.of("read", "GET"), Caller.ANONYMOUS);
  }

  private static Call costing(long points) {
    Operation query = Operation.of("query", "POST");
    return new Call(query, Caller.ANONYMOUS, Map.of(), Map.of("points", points), null, false);
  }
}
