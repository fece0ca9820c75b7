package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.snapshot.PhaseSchedule;
import dev.headgate.simulator.answer.Rollout;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.answer.Usage;
import dev.headgate.simulator.answer.Within;
import dev.headgate.simulator.report.TextReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class AnswersTest extends Replays {
  private static final long SEED = Long.getLong("headgate.seed", 3);
  private static final long START = 1_772_442_000L;

  private static final String MAPPING =
      """
      time: time
      call: { path: path }
      caller: { app: app, kind: kind }
      cost: { points: { column: points } }
      groups: [kind]
      """;

  /** One call of an app. */
  private record Made(long second, String app, String kind, long points) {}

  private static List<Made> calls() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Made> calls = new ArrayList<>();
    for (long second = 0; second < 7_200; second += 1 + random.nextInt(5)) {
      int app = (int) Math.sqrt(random.nextInt(900));
      calls.add(new Made(START + second, "app-" + app, app % 2 == 0 ? "free" : "paid", app + 1));
    }
    return calls;
  }

  private static String log(List<Made> calls) {
    StringBuilder log = new StringBuilder("time,path,app,kind,points\n");
    for (Made call : calls) {
      log.append("%d,/a,%s,%s,%d\n".formatted(call.second, call.app, call.kind, call.points));
    }
    return log.toString();
  }

  private Ran ran(String policy, List<Made> calls) throws Exception {
    return run(policy(policy), mapping(MAPPING), logs(log(calls)));
  }

  private static Usage app(Ran ran, String app) {
    Usage usage = ran.simulation().tally().apps().all().get(app);
    if (usage == null) {
      throw new AssertionError("no app " + app);
    }
    return usage;
  }

  /** The obvious way: sums by app and hour, the largest of each app. */
  private static Map<String, Long> largestHours(List<Made> calls) {
    Map<String, Long> hours = new HashMap<>();
    Map<String, Long> largest = new HashMap<>();
    for (Made call : calls) {
      String hour = call.app + " " + call.second / 3_600;
      long sum = hours.merge(hour, call.points, Long::sum);
      largest.merge(call.app, sum, Math::max);
    }
    return largest;
  }

  @Test
  void whatAnAppNeedsOfAFixedQuotaIsTheMostItAsksForInOneWindow() throws Exception {
    List<Made> calls = calls();

    Ran ran = ran("quotas: { hour: { per: app, amount: 500, every: hour } }\n", calls);

    largestHours(calls)
        .forEach(
            (app, most) ->
                assertThat(app(ran, app).byRule().needed(0)).as("%s", app).isEqualTo(most));
    assertThat(ran.result().refused()).isPositive();
  }

  /** A smaller number would have refused something, the number itself nothing. */
  @Test
  void whatAnAppNeedsOfABucketIsTheSmallestCapacityAtWhichNothingIsRefused() throws Exception {
    List<Made> calls = calls();
    String bucket =
        "limits: { rate: { unit: points, bucket: { amount: 1, every: 4s, capacity: %d } } }\n";
    Ran ran = ran(bucket.formatted(100), calls);
    long needed = 0;
    for (Made call : calls) {
      needed = Math.max(needed, app(ran, call.app).byRule().needed(0));
    }

    assertThat(ran(bucket.formatted(needed), calls).result().refused()).isZero();
    assertThat(ran(bucket.formatted(needed - 1), calls).result().refused()).isPositive();
  }

  @Test
  void theShareOfAppsWithinALimitIsToldForAllAndByGroup() throws Exception {
    List<Made> calls = calls();

    Ran ran = ran("quotas: { hour: { per: app, amount: 500, every: hour } }\n", calls);

    Map<String, Long> largest = largestHours(calls);
    long within = largest.values().stream().filter(most -> most <= 500).count();
    List<Within> all = Within.of(ran.simulation().tally());
    assertThat(all).extracting(Within::group).containsExactly("", "kind=free", "kind=paid");
    assertThat(all.getFirst()).isEqualTo(new Within("hour", "", largest.size(), within));
    assertThat(all.get(1).apps() + all.get(2).apps()).isEqualTo(largest.size());
    assertThat(all.get(1).within() + all.get(2).within()).isEqualTo(within);
  }

  @Test
  void whoIsHurtAtAShareIsWhoWouldFailAndLiesBelowIt() throws Exception {
    List<Made> calls = calls();
    String observed =
        """
        quotas:
          hour:
            per: app
            amount: 500
            every: hour
            phases: [ { from: 2020-01-01, phase: observe } ]
        """;

    Ran ran = ran(observed, calls);

    assertThat(ran.result().refused()).as("observed only").isZero();
    Map<String, Long> largest = largestHours(calls);
    for (Rollout.Step step : Rollout.of(ran.simulation().tally()).getFirst().steps()) {
      long hurt =
          largest.entrySet().stream()
              .filter(app -> app.getValue() > 500)
              .filter(app -> PhaseSchedule.position("hour", app.getKey()) < step.share())
              .count();
      assertThat(step.hurt()).as("at %d", step.share()).isEqualTo(hurt);
    }
    assertThat(TextReport.of(ran.report())).contains("would hurt");
  }

  @Test
  void theCallsOfAllAppsAddUpToTheCallsDecided() throws Exception {
    Ran ran = ran("quotas: { hour: { per: app, amount: 500, every: hour } }\n", calls());

    Tally tally = ran.simulation().tally();

    assertThat(tally.apps().all().values().stream().mapToLong(Usage::calls).sum())
        .isEqualTo(ran.result().decided());
    assertThat(tally.apps().all().values().stream().mapToLong(Usage::refused).sum())
        .isEqualTo(ran.result().refused());
    assertThat(tally.rules().getFirst().refused()).isEqualTo(ran.result().refused());
  }
}
