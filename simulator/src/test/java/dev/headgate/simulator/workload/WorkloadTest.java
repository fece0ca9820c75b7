package dev.headgate.simulator.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.decision.Decision;
import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.problem.Problems;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.ReplaySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("seeded")
class WorkloadTest {
  private static final long SEED = Long.getLong("headgate.seed", 5);
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long START = 1_772_409_600L * SECOND;
  private static final String FREE = "limits: {}\n";

  /** What a run came to. */
  private record Ran(ReplayResult result, List<GroupUsage> usages, List<Heard> heard) {
    GroupUsage only() {
      return usages.getFirst();
    }
  }

  /** A request with its decision. */
  private record Heard(long at, String app, String tenant, boolean allowed, String call) {}

  private static Policy policy(String text) {
    if (PolicyLoader.loadText("policy.yaml", text) instanceof PolicyLoad.Loaded loaded) {
      return loaded.policy();
    }
    throw new AssertionError(PolicyLoader.loadText("policy.yaml", text).toString());
  }

  private static Workload workload(String text) {
    Problems problems = new Problems();
    Workload workload = WorkloadReader.readText("workload.yaml", text, Path.of("."), problems);
    assertThat(problems.problems()).isEmpty();
    if (workload == null) {
      throw new AssertionError("no workload and no problem");
    }
    return workload;
  }

  private static Ran run(String policy, Workload workload, long seed) throws IOException {
    List<Heard> heard = new ArrayList<>();
    Invention invention =
        new Invention(
            policy(policy),
            workload,
            new ReplaySettings(false, seed, false),
            (call, decision) -> heard.add(heard(call, decision)));
    ReplayResult result = invention.run();
    return new Ran(result, invention.usages(), heard);
  }

  private static Heard heard(LoggedCall call, Decision decision) {
    return new Heard(
        decision.at(),
        String.valueOf(call.call().caller().attribute("app")),
        String.valueOf(call.call().caller().attribute("tenant")),
        decision instanceof Decision.Allowed,
        call.call().operation() + " " + call.call().attributes());
  }

  private static Ran run(String policy, String workload) throws IOException {
    return run(policy, workload(workload), SEED);
  }

  private static String group(String shape, String more) {
    return "loop: open\ngroups: { g: { shape: %s, apps: 1%s } }\n".formatted(shape, more);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void theSameSeedMakesTheSameRequestsAndAnotherSeedOthers(Shape shape) throws IOException {
    String policy = "limits: { rate: { window: 5 per minute, per: app } }\n";
    Workload workload =
        workload(
            "length: 3h\ngroups: { g: { shape: %s, apps: 2, tenants: 3, rate: 6 per minute } }\n"
                .formatted(shape.word()));

    List<Heard> first = run(policy, workload, SEED).heard();

    assertThat(run(policy, workload, SEED).heard()).isEqualTo(first).isNotEmpty();
    if (shape != Shape.PAGE_ATTACK) {
      assertThat(run(policy, workload, SEED + 1).heard()).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource(Group.Conduct.class)
  void everyCallIsServedOrGivenUpOrUnderWayAndEveryRequestIsCounted(Group.Conduct conduct)
      throws IOException {
    String policy = "limits: { rate: { window: 20 per minute, per: app } }\n";
    String text =
        "start: 2026-03-02T09:00:00Z\nlength: 20m\nloop: open\n"
            .concat("groups: { g: { shape: daily-wave, apps: 3, client: %s } }\n")
            .formatted(conduct.name().toLowerCase(java.util.Locale.ROOT));

    Ran ran = run(policy, text);

    GroupUsage usage = ran.only();
    assertThat(usage.served() + usage.givenUp() + usage.underWay()).isEqualTo(usage.wanted());
    assertThat(usage.underWay()).isNotNegative();
    assertThat(usage.attempts()).isEqualTo(ran.heard().size()).isEqualTo(ran.result().decided());
    long refused = ran.heard().stream().filter(one -> !one.allowed()).count();
    assertThat(ran.result().refused()).isEqualTo(refused).isEqualTo(usage.refusals());
    long allowed = ran.heard().size() - refused;
    assertThat(allowed - usage.served()).as("answers on their way").isBetween(0L, 30L);
  }

  @ParameterizedTest
  @CsvSource({
    "steady, 86400, 86400",
    "burst, 82000, 86500",
    "batch-job, 86399, 86401",
    "page-attack, 14400, 14400",
    "retry-storm, 91790, 91810",
    "daily-wave, 82000, 91000"
  })
  void aShapeWantsAsManyCallsAsItsRateSays(String shape, long least, long most) throws IOException {
    assertThat(run(FREE, group(shape, "")).only().wanted()).isBetween(least, most);
  }

  @Test
  void aWaveIsHighByDayAndABurstLastsAMinute() throws IOException {
    List<Heard> wave = run(FREE, group("daily-wave", "")).heard();
    List<Heard> burst = run(FREE, group("burst", "")).heard();

    assertThat(inHour(wave, 10)).isGreaterThan(15 * inHour(wave, 3));
    for (long hour = 1; hour < 24; hour++) {
      long from = START + hour * HOUR;
      List<Long> instants =
          burst.stream().map(Heard::at).filter(at -> at >= from && at < from + HOUR).toList();
      assertThat(instants.getLast() - instants.getFirst()).isLessThanOrEqualTo(MINUTE);
    }
  }

  private static long inHour(List<Heard> heard, long hour) {
    return heard.stream().filter(one -> (one.at() - START) / HOUR == hour).count();
  }

  @Test
  void aBatchBeginsAtTwoAndALoopRunsAwayForAnHour() throws IOException {
    List<Heard> batch = run(FREE, group("batch-job", ", rate: 1 per minute")).heard();
    List<Heard> loop = run(FREE, group("runaway-loop", "")).heard();

    assertThat(batch.getFirst().at()).isEqualTo(START + 2 * HOUR);
    assertThat(batch).hasSize(1_440);
    assertThat(inHour(loop, 7)).isEqualTo(3_600);
    assertThat(inHour(loop, 8)).isBetween(35_990L, 36_001L);
  }

  @Test
  void anAttackIsOfOneTenantAndCostsWhatItStates() throws IOException {
    Ran ran =
        run(
            "quotas: { hour: { per: app, amount: 65000, every: hour } }\n",
            group("page-attack", ", client: script"));

    assertThat(ran.heard()).extracting(Heard::tenant).containsOnly("tenant-1");
    assertThat(ran.heard().stream().filter(Heard::allowed).count()).isEqualTo(65_000 / 251);
  }

  /** What is wanted in an open loop does not depend on answers; in a closed one it does. */
  @Test
  void onlyAClosedLoopWaitsForAnswers() throws IOException {
    String strict = "limits: { rate: { window: 5 per minute, per: app } }\n";
    String open = "length: 2h\n" + group("steady", ", client: naive");
    String closed = open.replace("open", "closed");

    assertThat(run(strict, open).only().wanted()).isEqualTo(run(FREE, open).only().wanted());
    assertThat(run(strict, closed).only().wanted())
        .isLessThan(run(FREE, closed).only().wanted() / 2);
  }

  @Test
  void aScriptLosesWhatAGoodClientWaitsFor() throws IOException {
    String policy = "limits: { rate: { window: 30 per minute, per: app } }\n";
    String text = "length: 1h\ngroups: { g: { shape: steady, apps: 2, client: %s } }\n";

    GroupUsage script = run(policy, text.formatted("script")).only();
    GroupUsage naive = run(policy, text.formatted("naive")).only();
    Ran good = run(policy, text.formatted("good"));

    assertThat(script.givenUp()).isEqualTo(script.refusals()).isGreaterThan(script.served() / 2);
    assertThat(naive.refusals()).isGreaterThan(naive.served() / 2);
    assertThat(good.only().givenUp()).isZero();
    assertThat(good.only().refusals()).isLessThan(script.refusals() / 10);
    assertThat(good.only().served()).as("of 3,600 possible").isGreaterThan(3_000);
  }

  /** The governor reads the real fields: it never comes before the instant that they state. */
  @Test
  void aGoodClientKeepsToRetryAfter() throws IOException {
    String policy = "quotas: { hour: { per: app, unit: requests, amount: 100, every: hour } }\n";

    Ran ran = run(policy, "length: 6h\ngroups: { g: { shape: steady, apps: 1, client: good } }\n");

    List<Heard> heard = ran.heard();
    for (int i = 1; i < heard.size(); i++) {
      if (!heard.get(i - 1).allowed()) {
        long reset = (heard.get(i - 1).at() / HOUR + 1) * HOUR;
        assertThat(heard.get(i).at()).isGreaterThanOrEqualTo(reset);
      }
    }
    assertThat(ran.only().served()).isBetween(590L, 600L);
  }

  @Test
  void callsAreThoseOfThePolicyUnlessTheyAreSaid() throws IOException {
    String policy =
        "operations: { getIssue: { on: \"GET /issues/{issue}\" }, search: { on: GET /search } }\n";

    Ran routed = run(policy, group("steady", ", rate: 1 per minute"));
    Ran said =
        run(policy, group("steady", ", rate: 1 per minute, calls: [\"GET /issues/{n}?a=1\"]"));

    assertThat(routed.heard()).extracting(Heard::call).anyMatch(call -> call.contains("search"));
    assertThat(said.heard())
        .extracting(Heard::call)
        .allMatch(call -> call.contains("getIssue") && call.matches(".*\\{issue=\\d+}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "groups: { g: { shape: wavy } }|workload.yaml:1:23: groups.g.shape: \"wavy\" (expec",
        "groups: { g: { shape: steady, apps: 0 } }|groups.g.apps: 0 (expected: 1 to 100000)",
        "groups: { g: { shape: steady, rate: fast } }|groups.g.rate: \"fast\" (expected: a rate",
        "groups: { g: { shape: steady, clients: good } }|groups.g.clients",
        "groups: { g: { shape: steady, calls: [get] } }|\"get\" (expected: a method and a path",
        "groups: { g: { shape: steady, attributes: { app: x } } }|app (expected: another attribute",
        "loop: ajar|1:7: loop: \"ajar\" (expected: one of closed, open)",
        "start: now|start: \"now\" (expected: an instant",
        "groups: {}|0 groups (expected: 1 to 100)"
      })
  void whatIsWrongIsNamedWithItsPlace(String text, String expected) {
    Problems problems = new Problems();

    Workload none = WorkloadReader.readText("workload.yaml", text, Path.of("."), problems);

    assertThat(none).isNull();
    assertThat(problems.problems().toString()).contains(expected);
  }

  @Test
  void aShapeThatThereIsNotIsAnsweredWithThoseThatThereAre() {
    assertThatThrownBy(() -> WorkloadReader.named("steady,wavy", Workload.Loop.OPEN))
        .hasMessageContaining(
            "\"wavy\" (expected: a file, or some of batch-job, burst, daily-wave");
  }
}
