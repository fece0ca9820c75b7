package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.Policy;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.page.HtmlReport;
import dev.headgate.simulator.remedy.Remedy;
import dev.headgate.simulator.remedy.Reviews;
import dev.headgate.simulator.remedy.Tried;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.replay.Undecided;
import dev.headgate.simulator.report.CsvReport;
import dev.headgate.simulator.report.Findings;
import dev.headgate.simulator.report.JsonReport;
import dev.headgate.simulator.report.Names;
import dev.headgate.simulator.report.Report;
import dev.headgate.simulator.report.ReportHead;
import dev.headgate.simulator.report.TextReport;
import dev.headgate.simulator.traffic.InputFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every remedy is held to a count over the list of calls that is made the obvious way. */
@Tag("seeded")
class RemediesTest extends Replays {
  private static final long SEED = Long.getLong("headgate.seed", 9);
  private static final long START = 1_772_409_600L;
  private static final int DAYS = 5;

  private static final String POLICY =
      """
      operations:
        getIssue: { on: "GET /issues/{issue}" }
        getPermissions: { on: "GET /projects/{project}/permissions" }
      quotas:
        hour: { per: app, amount: 300, every: hour, when: app.tier != "2" }
        tenant-hour: { per: [app, tenant], amount: 100000, every: hour, when: app.tier == "2" }
      review: { of: hour, above: 80%, days: 3 of 4, tenants: 2, grants: "2", proactive: true }
      """;

  private static final String MAPPING =
      """
      time: time
      call: { path: path, method: method }
      caller: { app: app, tenant: tenant }
      cost: { points: { column: points } }
      """;

  private record Made(long second, String app, String tenant, String path, long points) {}

  private record Answered(Report report, Findings findings) {
    Tried of(String app, Remedy remedy) {
      return findings.tried().stream()
          .filter(one -> one.app().equals(app) && one.remedy() == remedy)
          .findFirst()
          .orElseThrow();
    }
  }

  /** Two apps with too many calls, one with one tenant only, and a quiet one. */
  private static List<Made> calls() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Made> calls = new ArrayList<>();
    for (long second = 0; second < DAYS * 86_400L; second += 10 + random.nextInt(20)) {
      int app = random.nextInt(4);
      boolean quiet = app == 3 && random.nextInt(20) > 0;
      String tenant = app == 2 ? "tenant-1" : "tenant-" + random.nextInt(3);
      String path =
          random.nextInt(4) == 0
              ? "/projects/" + random.nextInt(2) + "/permissions"
              : "/issues/" + random.nextInt(3);
      if (!quiet) {
        calls.add(new Made(START + second, "app-" + app, tenant, path, 1 + random.nextLong(30)));
      }
    }
    return calls;
  }

  private Answered answered(String text, List<Made> calls) throws Exception {
    StringBuilder log = new StringBuilder("time,method,path,app,tenant,points\n");
    for (Made call : calls) {
      log.append(
          "%d,GET,%s,%s,%s,%d\n"
              .formatted(call.second, call.path, call.app, call.tenant, call.points));
    }
    Policy policy = policy(text);
    Mapping mapping = mapping(MAPPING);
    List<InputFile> files = logs(log.toString());
    Simulation simulation =
        new Simulation(
            new Simulation.Question(policy, mapping, ReplaySettings.USUAL),
            files,
            Names.plain(),
            null);
    ReplayResult result = simulation.run();
    Findings findings = simulation.remedies().run(simulation.findings());
    ReportHead head = run(policy, mapping, files).report().head();
    return new Answered(
        new Report(head, result, simulation.tally(), Names.plain(), findings), findings);
  }

  /** Calls and points of an app where a read is not made again within a time. */
  private static long[] withoutRepeats(List<Made> calls, String app, String only, long seconds) {
    Map<String, Long> last = new HashMap<>();
    long[] sums = new long[2];
    for (Made call : calls) {
      if (call.app.equals(app)) {
        String key = call.tenant + call.path;
        Long before = last.get(key);
        boolean fresh = before != null && call.second - before < seconds;
        if (!call.path.contains(only) || !fresh) {
          last.put(key, call.second);
          sums[0]++;
          sums[1] += call.points;
        }
      }
    }
    return sums;
  }

  @Test
  void whatARemedySavesIsWhatACountOfTheCallsSays() throws Exception {
    List<Made> calls = calls();

    Answered answered = answered(POLICY, calls);

    for (String app : List.of("app-0", "app-1", "app-2")) {
      long[] once = withoutRepeats(calls, app, "", 60);
      assertThat(answered.of(app, Remedy.NO_DUPLICATES).after().calls()).isEqualTo(once[0]);
      assertThat(answered.of(app, Remedy.NO_DUPLICATES).after().points()).isEqualTo(once[1]);
      long[] cached = withoutRepeats(calls, app, "permissions", 600);
      assertThat(answered.of(app, Remedy.CACHED_PERMISSIONS).after().points()).isEqualTo(cached[1]);
      long halved =
          calls.stream()
              .filter(call -> call.app.equals(app))
              .mapToLong(call -> 1 + (call.points - 1 + 1) / 2)
              .sum();
      assertThat(answered.of(app, Remedy.FEWER_OBJECTS).after().points()).isEqualTo(halved);
      assertThat(answered.of(app, Remedy.FEWER_OBJECTS).after().refused())
          .isEqualTo(refusedOfHalved(calls, app))
          .isLessThan(answered.of(app, Remedy.FEWER_OBJECTS).before().refused());
    }
    assertThat(answered.findings().tried()).extracting(Tried::app).doesNotContain("app-3");
  }

  /** The obvious way: a call passes where the sum of its hour stays within the amount. */
  private static long refusedOfHalved(List<Made> calls, String app) {
    Map<Long, Long> hours = new HashMap<>();
    long refused = 0;
    for (Made call : calls) {
      long cost = 1 + call.points / 2;
      long sum = hours.getOrDefault(call.second / 3_600, 0L) + cost;
      if (call.app.equals(app) && sum <= 300) {
        hours.put(call.second / 3_600, sum);
      } else if (call.app.equals(app)) {
        refused++;
      }
    }
    return refused;
  }

  @Test
  void theBetterTierSavesNothingAndRefusesNothing() throws Exception {
    Answered answered = answered(POLICY, calls());

    Tried tier = answered.of("app-0", Remedy.BETTER_TIER);
    assertThat(tier.saved()).isZero();
    assertThat(tier.before().refused()).isPositive();
    assertThat(tier.after().refused()).isZero();
  }

  @Test
  void spreadingHelpsWhereCallsComeAtOnceAndLosesNone() throws Exception {
    List<Made> burst = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      burst.add(new Made(START + i / 100, "app-0", "tenant-1", "/issues/" + i, 1));
    }

    Answered answered = answered("limits: { rate: { window: 20 per minute, per: app } }\n", burst);

    Tried spread = answered.of("app-0", Remedy.SPREAD);
    assertThat(spread.after().calls()).isEqualTo(600);
    assertThat(spread.before().refused()).isEqualTo(580);
    assertThat(spread.after().refused()).isLessThan(30);
    assertThat(answered.findings().untried())
        .extracting(Undecided::rule)
        .containsExactly("no-duplicates", "cached-permissions", "better-tier");
  }

  @Test
  void remediesOfAnAppAreRankedByThePointsThatTheySave() throws Exception {
    Answered answered = answered(POLICY, calls());

    for (String app : List.of("app-0", "app-1", "app-2")) {
      assertThat(answered.findings().tried().stream().filter(one -> one.app().equals(app)))
          .hasSize(Remedy.values().length)
          .isSortedAccordingTo(
              java.util.Comparator.comparingLong(Tried::saved)
                  .reversed()
                  .thenComparingLong(one -> one.after().refused()));
    }
  }

  @Test
  void whoMeetsTheCriteriaIsWhoUsedAsMuchOnAsManyDaysForAsManyTenants() throws Exception {
    List<Made> calls = calls();

    Answered answered = answered(POLICY, calls);

    Reviews reviews = answered.findings().reviews();
    if (reviews == null) {
      throw new AssertionError("no reviews");
    }
    for (Reviews.Reviewed one : reviews.reviewed()) {
      assertThat(one.heavyDays()).as(one.app()).isEqualTo(heavyDays(calls, one.app()));
      assertThat(one.met()).isEqualTo(one.heavyDays() >= 3 && one.tenants() >= 2);
    }
    assertThat(reviews.reviewed())
        .extracting(Reviews.Reviewed::app, Reviews.Reviewed::met)
        .contains(
            org.assertj.core.groups.Tuple.tuple("app-0", true),
            org.assertj.core.groups.Tuple.tuple("app-2", false));
  }

  private static int heavyDays(List<Made> calls, String app) {
    Map<Long, Long> hours = new HashMap<>();
    TreeSet<Long> days = new TreeSet<>();
    for (Made call : calls) {
      long used = hours.getOrDefault(call.second / 3_600, 0L);
      if (call.app.equals(app) && used + call.points <= 300) {
        hours.put(call.second / 3_600, used + call.points);
        if (used + call.points > 240) {
          days.add(call.second / 86_400);
        }
      }
    }
    long last = calls.getLast().second / 86_400;
    return days.tailSet(last - 4, false).size();
  }

  @Test
  void everyReportSaysWhatWouldHelp() throws Exception {
    Report report = answered(POLICY, calls()).report();

    assertThat(TextReport.of(report))
        .contains("would help")
        .contains("half as many objects a page")
        .contains("tier 2     is for apps that use over 80% of hour on 3 of 4 days, with 2 tenants")
        .contains("meets them, tier 2");
    assertThat(JsonReport.of(report))
        .contains("\"remedies\":[{\"app\":\"app-", "\"review\":{\"quota\":\"hour\"");
    assertThat(CsvReport.of(report))
        .contains("remedy fewer-objects,app-0,", "recommended tier 2,app-0,");
    assertThat(HtmlReport.of(report))
        .contains("What would help", "Who is meant for tier “2”", ">tier 2</td>");
  }
}
