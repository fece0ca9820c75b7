package dev.headgate.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.snapshot.PhaseSchedule.Step;
import dev.headgate.core.time.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The rollout ladder: steps with dates, shares and cohorts, under exemptions and overrides, as a
 * snapshot that keeps what it worked out gives them to calls at any instant.
 */
@Tag("seeded")
class RolloutPropertyTest {
  private static final int RUNS = 100;
  private static final int CALLS = 200;
  private static final long BEGIN = 1_764_000_000_000_000L;
  private static final long DAY = 86_400 * Micros.SECOND;

  private static final List<Phase> PHASES = List.of(Phase.values());

  /** Few, so that much happens at one instant. */
  private static final List<Long> DATES = List.of(BEGIN, BEGIN + 1, BEGIN + DAY, BEGIN + 7 * DAY);

  @Test
  void everyCallHasThePhaseThatThePageOfPromisesGivesIt() {
    Seeds.check(
        RUNS,
        random -> {
          List<List<Step>> stated = ladders(random);
          PolicySnapshot snapshot = snapshot(random, stated);
          SlowPhases slow = new SlowPhases(snapshot.exemptions(), snapshot.overrides());

          for (int i = 0; i < CALLS; i++) {
            Call call = call(random);
            long now = date(random) + random.nextLong(-1, 2);
            List<String> expected = new ArrayList<>();
            for (int j = 0; j < stated.size(); j++) {
              Rule rule = snapshot.rules().get(j);
              Phase phase = slow.of(rule, stated.get(j), call, now);
              assertThat(snapshot.phase(rule, call, now)).isEqualTo(phase);
              if (phase != Phase.OFF) {
                expected.add(rule.name() + " " + phase);
              }
            }
            assertThat(claims(snapshot, call, now)).as("%s at %d", call, now).isEqualTo(expected);
          }
        });
  }

  /** Whoever is enforced stays so while the share of the same step only grows. */
  @Test
  void aLadderOfGrowingSharesNeverLetsAnAppGoAgain() {
    Seeds.check(
        RUNS,
        random -> {
          List<Step> steps = new ArrayList<>();
          int share = 0;
          for (int i = 0; i < 6; i++) {
            share = random.nextInt(share, 10_001);
            steps.add(new Step(BEGIN + i * DAY, Phase.ENFORCE, share, Condition.ALWAYS));
          }
          steps.add(new Step(BEGIN + 6 * DAY, Phase.ENFORCE, 10_000, Condition.ALWAYS));
          PolicySnapshot snapshot = PolicySnapshot.builder("grows").rule(rule(0, steps)).build();

          for (int i = 0; i < 50; i++) {
            Call call = call(random);
            boolean included = false;
            for (int day = 0; day <= 6; day++) {
              boolean now = !claims(snapshot, call, BEGIN + day * DAY).isEmpty();
              assertThat(now || !included).as("%s on day %d", call, day).isTrue();
              included = now;
            }
            assertThat(included).isTrue();
          }
        });
  }

  @Test
  void aStepBeginsWithTheMicrosecondOfItsDate() {
    Seeds.check(
        RUNS,
        random -> {
          long from = random.nextLong(1, 1L << 52);
          Step step = new Step(from, Phase.ENFORCE, 10_000, Condition.ALWAYS);
          Step before = new Step(0, Phase.ADVERTISE, 10_000, Condition.ALWAYS);
          PolicySnapshot snapshot =
              PolicySnapshot.builder("date").rule(rule(0, List.of(step, before))).build();
          Call call = call(random);

          assertThat(claims(snapshot, call, from - 1)).containsExactly("rule-0 ADVERTISE");
          assertThat(claims(snapshot, call, from)).containsExactly("rule-0 ENFORCE");
          assertThat(claims(snapshot, call, from - 1)).containsExactly("rule-0 ADVERTISE");
        });
  }

  @Test
  void anExemptionEndsAtItsInstantForThoseItCoversAndNobodyElse() {
    Seeds.check(
        RUNS,
        random -> {
          long until = random.nextLong(1, 1L << 52);
          PolicySnapshot snapshot =
              PolicySnapshot.builder("exempt")
                  .rule(rule(0, PhaseSchedule.ENFORCED.steps()))
                  .rule(rule(1, PhaseSchedule.ENFORCED.steps()))
                  .exemption(
                      new Exemption(
                          "migration", plan(0), Set.of("rule-1"), "owner", "reason", until))
                  .build();
          Call covered = call("app-1", 0);
          Call other = call("app-1", 1);

          assertThat(claims(snapshot, covered, until - 1)).containsExactly("rule-0 ENFORCE");
          assertThat(claims(snapshot, covered, until))
              .containsExactly("rule-0 ENFORCE", "rule-1 ENFORCE");
          assertThat(claims(snapshot, covered, until - 1)).containsExactly("rule-0 ENFORCE");
          assertThat(claims(snapshot, other, until - 1)).hasSize(2);
        });
  }

  private static List<List<Step>> ladders(RandomGenerator random) {
    List<List<Step>> ladders = new ArrayList<>();
    int count = random.nextInt(1, 7);
    for (int i = 0; i < count; i++) {
      List<Step> steps = new ArrayList<>();
      for (int j = random.nextInt(6); j > 0; j--) {
        Phase phase = PHASES.get(random.nextInt(PHASES.size()));
        int share = random.nextInt(3) == 0 ? 10_000 : random.nextInt(10_001);
        steps.add(new Step(date(random), phase, share, cohort(random)));
      }
      ladders.add(steps);
    }
    return ladders;
  }

  private static PolicySnapshot snapshot(RandomGenerator random, List<List<Step>> ladders) {
    PolicySnapshot.Builder builder = PolicySnapshot.builder("ladders");
    for (int i = 0; i < ladders.size(); i++) {
      builder.rule(rule(i, ladders.get(i)));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      builder.exemption(
          new Exemption(
              "exemption-" + i, cohort(random), some(random), "owner", "reason", date(random)));
    }
    List<TemporaryOverride> overrides = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Phase phase = PHASES.get(random.nextInt(PHASES.size()));
      overrides.add(
          new TemporaryOverride(
              "id-" + i, cohort(random), some(random), phase, "owner", "reason", date(random)));
    }
    return builder.build().with(overrides);
  }

  private static Set<String> some(RandomGenerator random) {
    return random.nextInt(3) == 0 ? Set.of() : Set.of("rule-0", "rule-" + random.nextInt(1, 6));
  }

  private static long date(RandomGenerator random) {
    return DATES.get(random.nextInt(DATES.size()));
  }

  private static Condition cohort(RandomGenerator random) {
    return random.nextBoolean() ? Condition.ALWAYS : plan(random.nextInt(3));
  }

  private static Condition plan(int number) {
    return Condition.byCaller(call -> ("plan-" + number).equals(call.attribute("plan")));
  }

  private static Rule rule(int number, List<Step> steps) {
    return Rule.limit("rule-" + number, MeterSource.of(new FixedWindow(5, Micros.SECOND)))
        .phases(new PhaseSchedule(steps));
  }

  private static Call call(RandomGenerator random) {
    return call("app-" + random.nextInt(20), random.nextInt(3));
  }

  private static Call call(String app, int plan) {
    Tenant tenant = Tenant.of("tenant-a", "plan-" + plan, 1);
    Caller caller = Caller.builder().app(App.of(app)).tenant(tenant).build();
    return Call.of(Operation.of("operation", "GET"), caller);
  }

  private static List<String> claims(PolicySnapshot snapshot, Call call, long now) {
    return snapshot.match(call, now).claims().stream()
        .map(claim -> claim.rule().name() + " " + claim.phase())
        .toList();
  }
}
