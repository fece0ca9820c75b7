package dev.headgate.core.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.limit.SlidingLog;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.quota.Allotment;
import dev.headgate.core.quota.Amount;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.Period;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Acceptance vectors of the field, through the whole engine. */
class VectorsTest {
  private static final Operation WRITE = Operation.of("editIssue", "PUT");

  private final ManualTime time = new ManualTime(Micros.of(Instant.parse("2025-11-24T16:25:28Z")));
  private final AtomicLong ids = new AtomicLong();

  /** Vector 4. */
  @Test
  void writesOnOneIssueAreBoundBy2And30SecondsAndOtherIssuesAreNot() {
    Decider decider =
        decider(
            Rule.limit("brief", MeterSource.of(new SlidingLog(20, 2 * Micros.SECOND))).by("issue"),
            Rule.limit("wide", MeterSource.of(new SlidingLog(100, 30 * Micros.SECOND)))
                .by("issue"));
    for (int i = 0; i < 20; i++) {
      assertThat(decider.decideNow(write("issue-1"))).isInstanceOf(Decision.Allowed.class);
    }

    assertThat(failing(decider.decideNow(write("issue-1")))).isEqualTo("brief");
    assertThat(decider.decideNow(write("issue-2"))).isInstanceOf(Decision.Allowed.class);

    for (int i = 0; i < 80; i++) {
      time.advance(i % 20 == 0 ? 2 * Micros.SECOND : 0);
      assertThat(decider.decideNow(write("issue-1"))).isInstanceOf(Decision.Allowed.class);
    }
    time.advance(2 * Micros.SECOND);
    assertThat(failing(decider.decideNow(write("issue-1")))).isEqualTo("wide");
    assertThat(decider.decideNow(write("issue-2"))).isInstanceOf(Decision.Allowed.class);
  }

  /** Vector 6. */
  @Test
  void aPoolEmptyAt162528ComesBackIn2072SecondsAtTheFullHour() {
    Decider decider =
        decider(Rule.quota("pool", MeterSource.of(new Allotment(65_000, Period.hour()))));
    assertThat(decider.decideNow(costing(65_000))).isInstanceOf(Decision.Allowed.class);

    Decision decision = decider.decideNow(costing(1));

    assertThat(decision).isInstanceOf(Decision.Exhausted.class);
    long resetAt = ((Decision.Exhausted) decision).resetAt();
    assertThat(Micros.instant(resetAt)).isEqualTo(Instant.parse("2025-11-24T17:00:00Z"));
    assertThat(Micros.secondsUntil(time.micros(), resetAt)).isEqualTo(2_072);
    assertThat(decision.verdicts().getFirst().remaining()).isZero();
    assertThat(decision.verdicts().getFirst().resetAt()).isEqualTo(resetAt);

    time.advanceTo(resetAt - 1);
    assertThat(decider.decideNow(costing(1))).isInstanceOf(Decision.Exhausted.class);
    time.advance(1);
    assertThat(decider.decideNow(costing(65_000))).isInstanceOf(Decision.Allowed.class);
  }

  /** Vector 2: two tenants on one rule, each with the amount of its own plan and users. */
  @Test
  void eachTenantHasTheAmountOfItsPlanAndUsers() {
    Amount amount =
        Amount.byPlan(
            Map.of("standard", Amount.perUser(100_000, 10, 500_000)), Amount.constant(65_000));
    MeterSource meters =
        new MeterSource(
            new Allotment(0, Period.hour()).signature(),
            new Allotment(0, Period.hour()),
            call -> new Allotment(amount.of(call.caller()), Period.hour()));
    Decider decider = decider(Rule.quota("tenant-pool", meters).by("tenant"));

    assertThat(remaining(decider.decideNow(by("tenant-a", "standard")))).isEqualTo(119_999);
    assertThat(remaining(decider.decideNow(by("tenant-b", "free")))).isEqualTo(64_999);
  }

  private Decider decider(Rule... rules) {
    PolicySnapshot.Builder builder = PolicySnapshot.builder("test");
    for (Rule rule : rules) {
      builder.rule(rule);
    }
    PolicySnapshot snapshot = builder.build();
    return new Decider(time, () -> snapshot, new MemoryStore(), () -> "r" + ids.incrementAndGet());
  }

  private static Call write(String issue) {
    return Call.of(WRITE, Caller.ANONYMOUS).with(Map.of("issue", issue));
  }

  private static Call costing(long points) {
    return new Call(WRITE, Caller.ANONYMOUS, Map.of(), Map.of(Quote.POINTS, points), null, false);
  }

  private static Call by(String tenant, String plan) {
    Caller caller = Caller.builder().tenant(Tenant.of(tenant, plan, 2_000)).build();
    return new Call(WRITE, caller, Map.of(), Map.of(Quote.POINTS, 1L), null, false);
  }

  private static String failing(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Throttled.class);
    return ((Decision.Throttled) decision).binding().claim().rule().name();
  }

  private static long remaining(Decision decision) {
    return decision.verdicts().getFirst().remaining();
  }
}
