package dev.headgate.core.memory;

import dev.headgate.core.Seeds;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.Engine;
import dev.headgate.core.scenario.MeterSpec.PermitsSpec;
import dev.headgate.core.scenario.MeterSpec.PoolSpec;
import dev.headgate.core.scenario.MeterSpec.WindowSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.snapshot.PolicySnapshot;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The store under threads does what it does for one thread in some order: what real threads see
 * that meet as they happen to in short random scenarios has a sequential explanation. By far not
 * all interleavings are tried.
 *
 * <p>Expiring is looked at by reservation, as a settlement after its life: the store expires many,
 * each for itself, which is no one step.
 */
@Param(name = "slot", gen = IntGen.class, conf = "0:2")
@Param(name = "points", gen = IntGen.class, conf = "0:3")
@Tag("seeded")
public class StoreLincheckTest {
  private static final long LIFE = 10_000_000;

  private static final PolicySnapshot SNAPSHOT =
      Engine.snapshot(
          new PolicySpec(
              "lincheck",
              List.of(
                  rule("pool", "points", null, false),
                  rule("per-app", "points", "app", false),
                  rule("shadow", "requests", "issue", true),
                  new RuleSpec(
                      "permits",
                      false,
                      "requests",
                      null,
                      new PermitsSpec(2, 1_000_000, 0),
                      false,
                      false,
                      0,
                      List.of()),
                  new RuleSpec(
                      "shared",
                      true,
                      "points",
                      null,
                      new PoolSpec(6, 5_000, 3_400, 1, 2),
                      false,
                      false,
                      1,
                      List.of())),
              LIFE,
              10_000_000,
              false));

  private final MemoryStore store = new MemoryStore();

  /** Takes under the id of a slot; a slot that is taken answers with what it has. */
  @Operation
  public String take(@Param(name = "slot") int slot, @Param(name = "points") int points) {
    CallSpec call = new CallSpec("app-" + slot % 2, "issue-0", points, 0, "own-" + slot);
    Immediate<Taken> answer = new Immediate<>();
    store.takeAll(plan(call, "slot-" + slot), answer);
    return words(answer.get());
  }

  /** Settles what a slot holds. */
  @Operation
  public String settle(@Param(name = "slot") int slot, @Param(name = "points") int points) {
    return end(slot, Actual.points(points), Scenario.START);
  }

  /** Gives back what a slot holds. */
  @Operation
  public String release(@Param(name = "slot") int slot) {
    return end(slot, Actual.NOTHING, Scenario.START);
  }

  /** Settles what a slot holds when its life is over: it expires and is corrected in one step. */
  @Operation
  public String settleLate(@Param(name = "slot") int slot, @Param(name = "points") int points) {
    return end(slot, Actual.points(points), Scenario.START + LIFE + 1);
  }

  /** Renews what a slot holds. */
  @Operation
  public boolean renew(@Param(name = "slot") int slot) {
    Immediate<Found> found = new Immediate<>();
    store.find("slot-" + slot, Scenario.START, found);
    if (!(found.get() instanceof Found.Open open)) {
      return false;
    }
    Immediate<Boolean> answer = new Immediate<>();
    store.renew(open.reservation(), Scenario.START, answer);
    return answer.get();
  }

  /** Looks for what is dead, where nothing is. */
  @Operation
  public int housekeep() {
    return store.housekeep(Scenario.START);
  }

  /** Looks without taking. */
  @Operation
  public String peek(@Param(name = "slot") int slot) {
    CallSpec call = new CallSpec("app-" + slot % 2, "issue-0", 1, 0, null);
    Immediate<Taken> answer = new Immediate<>();
    store.peekAll(plan(call, null), answer);
    return words(answer.get());
  }

  /** Every scenario is short, so that few invocations meet the bad moment if there is one. */
  @Test
  void whatRealThreadsSeeHasASequentialExplanation() {
    new StressOptions()
        .iterations(12 * Seeds.times())
        .invocationsPerIteration(100)
        .threads(3)
        .actorsPerThread(3)
        .check(StoreLincheckTest.class);
  }

  private String end(int slot, Actual actual, long now) {
    Immediate<Found> found = new Immediate<>();
    store.find("slot-" + slot, Scenario.START, found);
    return switch (found.get()) {
      case Found.None() -> "none";
      case Found.Open open -> {
        Immediate<Settlement> answer = new Immediate<>();
        store.settle(open.reservation(), actual, now, answer);
        yield "ended";
      }
      case Found.Ended ended -> "ended";
    };
  }

  private static Plan plan(CallSpec spec, @Nullable String id) {
    var call = Engine.call(spec);
    return new Plan(SNAPSHOT, call, SNAPSHOT.match(call, Scenario.START), Scenario.START, id);
  }

  private static String words(Taken taken) {
    List<String> verdicts =
        taken.verdicts().stream()
            .map((Verdict verdict) -> verdict.outcome() + " " + verdict.remaining())
            .toList();
    return taken.repetition() + " " + verdicts;
  }

  private static RuleSpec rule(String name, String unit, @Nullable String by, boolean shadow) {
    WindowSpec window = new WindowSpec(4, 1_000_000);
    return new RuleSpec(name, false, unit, by, window, shadow, false, 1, List.of());
  }
}
