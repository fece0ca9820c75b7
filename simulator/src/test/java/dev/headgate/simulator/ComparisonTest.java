package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.simulator.answer.Usage;
import dev.headgate.simulator.comparison.Column;
import dev.headgate.simulator.comparison.Comparison;
import dev.headgate.simulator.comparison.Contender;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.report.ComparisonReport;
import dev.headgate.simulator.report.CsvReport;
import dev.headgate.simulator.report.JsonReport;
import dev.headgate.simulator.report.Names;
import dev.headgate.simulator.report.ReportHead;
import dev.headgate.simulator.report.TextComparison;
import dev.headgate.simulator.traffic.InputFile;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComparisonTest extends Replays {
  private static final String NOW =
      """
      operations: { search: { on: "GET /search", price: 10 } }
      limits: { burst: { bucket: 2 per 1s, per: app } }
      quotas: { minute: { amount: 60, every: hour, per: app } }
      """;

  private static final String NEXT =
      """
      operations: { all: { on: "GET /{any}", price: 3 } }
      limits: { burst: { window: 3 per 10s, per: app } }
      """;

  private static final Contender A = new Contender("now.yaml", policy(NOW));
  private static final Contender B = new Contender("next.yaml", policy(NEXT));

  @Test
  void everyColumnHasTheSumsOfAReplayOfItsPolicyAlone() throws Exception {
    List<InputFile> files = logs(traffic());

    List<Column> columns = compare(files, List.of(A, B), List.of(1));

    assertThat(columns).hasSize(2);
    for (Column column : columns) {
      Ran alone = run(column.contender().policy(), null, files);
      assertThat(column.result().refused()).isEqualTo(alone.result().refused()).isPositive();
      assertThat(column.result().decided()).isEqualTo(alone.result().decided());
      assertThat(refusedByApp(column.tally().apps().all()))
          .isEqualTo(refusedByApp(alone.simulation().tally().apps().all()));
    }
    assertThat(columns.get(0).result().refused()).isNotEqualTo(columns.get(1).result().refused());
  }

  @Test
  void moreTrafficIsMoreOfEveryAppAndTheTrafficAsItIsStaysAsItIs() throws Exception {
    List<InputFile> files = logs(traffic());

    List<Column> columns = compare(files, List.of(A), List.of(1, 2, 10));

    Map<String, Usage> once = columns.getFirst().tally().apps().all();
    for (Column column : columns) {
      column
          .tally()
          .apps()
          .all()
          .forEach(
              (app, usage) ->
                  assertThat(usage.calls())
                      .isEqualTo(column.times() * once.getOrDefault(app, usage).calls()));
    }
    assertThat(columns.getFirst().result().refused())
        .isEqualTo(run(A.policy(), null, files).result().refused());
    assertThat(columns.get(2).result().refused())
        .isGreaterThan(5 * columns.get(1).result().refused());
  }

  @Test
  void aMultipleThatNoLimitMindsIsRefusedNowhere() throws Exception {
    String calm = "time,path,app\n2026-03-02T09:00:00Z,/a,app-1\n2026-03-02T09:00:30Z,/a,app-1\n";
    Contender calmly = new Contender("p", policy("limits: { r: { bucket: 2 per 5s } }\n"));

    List<Column> columns = compare(logs(calm), List.of(calmly), List.of(1, 4, 100));

    assertThat(columns)
        .extracting(column -> column.result().refused())
        .startsWith(0L, 0L)
        .satisfies(refused -> assertThat(refused.get(2)).isPositive());
  }

  @Test
  void theReportsPutTheColumnsSideBySide() throws Exception {
    ComparisonReport report = report(logs(traffic()), List.of(A, B), List.of(1, 2));

    String text = TextComparison.of(report);
    assertThat(text)
        .containsPattern("\n +A +A x2 +B +B x2\n")
        .containsPattern("\n {2}minute +[\\d,]+ +[\\d,]+ +- +-\n")
        .contains("A          now.yaml, version", "B          next.yaml, version")
        .contains("xN         every call N times: at its instant, and drawn by the seed")
        .contains("repeat     headgate compare");
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    String json = JsonReport.of(report);
    assertThat(json)
        .contains("\"policy\":\"A\",\"times\":1,\"report\":{")
        .contains("\"policy\":\"B\",\"times\":2,\"report\":{")
        .contains("\"partial\":false");
    assertThat(CsvReport.of(report).lines())
        .contains(
            "policy,times,group,name,calls,points,refused,refusedPoints,firstRefused,"
                + "longestOutageSeconds,longestOutageFrom")
        .anyMatch(line -> line.startsWith("next.yaml,2,app,app-0,"));
    assertThat(JsonReport.of(report(logs(traffic()), List.of(A, B), List.of(1, 2))))
        .isEqualTo(json);
  }

  @Test
  void aComparisonThatIsStoppedSaysSo() throws Exception {
    Comparison comparison = comparison(logs(traffic()), List.of(A, B), List.of(1));
    comparison.stop();

    List<Column> columns = comparison.run(logs(traffic()));

    assertThat(columns).isEmpty();
    ComparisonReport report = new ComparisonReport(List.of(), Names.plain(), 2);
    assertThat(TextComparison.of(report))
        .isEqualTo("PARTIAL: it was stopped before 2 columns were begun\n");
  }

  @Test
  void aComparisonThatIsStoppedOnItsWayHasTheColumnsSoFar() throws Exception {
    List<InputFile> files = logs(traffic());
    Comparison comparison = comparison(files, List.of(A, B), List.of(1));
    InputFile first = files.getFirst();
    InputFile stopping =
        new InputFile(
            first.name(),
            first.path(),
            first.bytes(),
            () -> {
              if (comparison.bytes() > 0) {
                comparison.stop();
              }
              return first.opener().open();
            });

    List<Column> columns = comparison.run(List.of(stopping));

    assertThat(columns).hasSize(2);
    assertThat(columns.get(1).result().end()).isEqualTo(ReplayResult.End.STOPPED);
  }

  private static Map<String, Long> refusedByApp(Map<String, Usage> apps) {
    Map<String, Long> refused = new TreeMap<>();
    apps.forEach((app, usage) -> refused.put(app, usage.refused()));
    return refused;
  }

  private static Comparison comparison(
      List<InputFile> files, List<Contender> contenders, List<Integer> times) throws IOException {
    Mapping mapping = Simulation.usualMapping(files.getFirst());
    ReplaySettings settings = new ReplaySettings(false, 1, false);
    return new Comparison(new Comparison.Question(contenders, times, mapping, settings));
  }

  private static List<Column> compare(
      List<InputFile> files, List<Contender> contenders, List<Integer> times)
      throws IOException, InterruptedException {
    return comparison(files, contenders, times).run(files);
  }

  private static ComparisonReport report(
      List<InputFile> files, List<Contender> contenders, List<Integer> times)
      throws IOException, InterruptedException {
    Names names = Names.plain();
    List<ComparisonReport.Side> sides =
        ComparisonReport.sides(
            compare(files, contenders, times),
            column ->
                new ReportHead(
                    "test",
                    column.contender().name(),
                    column.contender().policy().snapshot().version(),
                    "usual",
                    "",
                    "even",
                    1,
                    false,
                    false,
                    List.of("headgate", "compare")),
            names);
    return new ComparisonReport(sides, names, sides.size());
  }

  /** Two hours of five apps, the later ones busier. */
  private static String traffic() {
    SplittableRandom random = new SplittableRandom(11);
    StringBuilder text = new StringBuilder("time,path,app\n");
    for (int second = 0; second < 7_200; second += 3) {
      int app = Math.min(random.nextInt(5), random.nextInt(5));
      String path = random.nextInt(4) == 0 ? "/search" : "/items";
      text.append(
          String.format(
              Locale.ROOT,
              "2026-03-02T%02d:%02d:%02dZ,%s,app-%d%n",
              9 + second / 3_600,
              second / 60 % 60,
              second % 60,
              path,
              app));
    }
    return text.toString();
  }
}
