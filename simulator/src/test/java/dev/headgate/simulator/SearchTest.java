package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.policy.Policy;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.report.CsvReport;
import dev.headgate.simulator.report.JsonReport;
import dev.headgate.simulator.report.ReportHead;
import dev.headgate.simulator.report.SearchReport;
import dev.headgate.simulator.report.TextSearch;
import dev.headgate.simulator.search.Answer;
import dev.headgate.simulator.search.Question;
import dev.headgate.simulator.search.Search;
import dev.headgate.simulator.traffic.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest extends Replays {
  private static final String HOURLY =
      "quotas: { hourly: { amount: 100, every: hour, per: app, unit: points } }\n";

  @ParameterizedTest
  @ValueSource(ints = {1, 3_333, 5_000, 9_000, 9_500, 9_999, 10_000})
  void aFixedQuotaIsToldInOnePassAndIsTheQuantileOfSql(int share) throws Exception {
    Path log = Files.writeString(folder.resolve("traffic.csv"), traffic(17, 6_000));

    Answer answer = search(policy(HOURLY), "hourly", share, List.of(InputFile.of(log)));

    assertThat(amount(answer)).isEqualTo(sqlQuantile(log, share));
    assertThat(answer.outcome()).isInstanceOf(Answer.Outcome.Told.class);
    assertThat(answer.spool()).isEqualTo(Answer.Spooled.NONE);
  }

  private static long sqlQuantile(Path log, int share) throws SQLException {
    String sql =
        """
        SELECT quantile_disc(need, %d / 10000.0) FROM (
          SELECT app, max(used) AS need FROM (
            SELECT app, date_trunc('hour', time) AS hour, sum(points) AS used
            FROM read_csv('%s') GROUP BY ALL) GROUP BY app)
        """
            .formatted(share, log);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getLong(1);
    }
  }

  /** Against a replay for each amount from 1 on. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "window: AMOUNT per 1m, per: app | 6000",
        "window: AMOUNT per 1m, per: app | 10000",
        "bucket: AMOUNT per 30s, per: app | 8000",
        "'bucket: { amount: AMOUNT, every: 30s, capacity: 2 x amount }, per: app' | 10000",
        "sliding: AMOUNT per 1m, per: app | 7500",
        "'sliding: { amount: AMOUNT, every: 1m, slices: 6 }, per: app' | 9000",
        "concurrent: AMOUNT, per: app | 9000",
        "window: AMOUNT per 20s, per: app, unit: points | 9500",
      })
  void everyOtherKindIsFoundByHalvingAndNoSmallerAmountDoes(String limit, int share)
      throws Exception {
    Mapping mapping =
        mapping(
            """
            time: time
            call: { path: path, duration: { column: ms, unit: ms } }
            caller: { app: app }
            cost: { points: { column: points } }
            """);
    List<InputFile> files = logs(traffic(23, 900));

    Policy policy = policy("limits: { it: { " + limit.replace("AMOUNT", "9") + " } }\n");
    Answer answer = search(policy, mapping, "it", share, files);

    assertThat(amount(answer)).isEqualTo(smallest(limit, mapping, share, files)).isPositive();
  }

  private static long smallest(String limit, Mapping mapping, int share, List<InputFile> files)
      throws IOException, InterruptedException {
    for (int amount = 1; amount < 100_000; amount++) {
      String text = "limits: { it: { " + limit.replace("AMOUNT", amount + "") + " } }\n";
      Tally tally = run(policy(text), mapping, files).simulation().tally();
      long within = tally.apps().all().values().stream().filter(one -> one.refused() == 0).count();
      if (within * 10_000 >= (long) share * tally.apps().all().size()) {
        return amount;
      }
    }
    throw new AssertionError("no amount below 100,000");
  }

  @Test
  void otherLimitsOfThePolicyDoNotMatter() throws Exception {
    List<InputFile> files = logs(traffic(5, 900));
    String alone = "limits: { it: { sliding: 5 per 1m, per: app } }\n";
    String others =
        "limits: { it: { sliding: 5 per 1m, per: app }, tight: { window: 1 per 1d } }\n";

    long amount = amount(search(policy(alone), "it", 9_000, files));

    assertThat(amount(search(policy(others), "it", 9_000, files))).isEqualTo(amount);
    assertThat(
            amount(
                search(
                    policy(alone.replace("app }", "app, phases: observe }")), "it", 9_000, files)))
        .isEqualTo(amount);
  }

  /** With 2 two small apps pass; with 5 the large one does and keeps both away. */
  @Test
  void whereMoreIsWorseItIsScannedAndSaid() throws Exception {
    String calls =
        """
        time,path,app,points
        2026-03-02T09:00:00Z,/a,large,5
        2026-03-02T09:00:01Z,/a,small-1,1
        2026-03-02T09:00:02Z,/a,small-2,1
        """;

    Answer answer =
        search(
            policy("limits: { it: { window: 1 per 1m, unit: points } }\n"),
            "it",
            6_600,
            logs(calls));

    assertThat(answer.outcome()).isEqualTo(new Answer.Outcome.Scanned(2, 6, 1, false));
    assertThat(TextSearch.of(report(answer, 6_600)))
        .contains("answer     2 points: 66.67% of 3 apps are never limited (asked: 66%)")
        .contains("NOT MONOTONE: more was worse somewhere in what was tried")
        .contains("from 6 on it held wherever it was tried, but not all the way from 2");
  }

  @Test
  void aSharedCounterOfWhichMoreIsNeverWorseIsSaidToBeTriedOnly() throws Exception {
    Answer answer =
        search(
            policy("limits: { it: { window: 1 per 1m } }\n"), "it", 10_000, logs(traffic(2, 400)));

    assertThat(answer.outcome())
        .isInstanceOfSatisfying(
            Answer.Outcome.Scanned.class,
            scanned -> {
              assertThat(scanned.monotone()).isTrue();
              assertThat(scanned.safe()).isEqualTo(scanned.amount());
            });
  }

  @Test
  void aPoolIsSearchedAsAWhole() throws Exception {
    String pool =
        """
        quotas:
          it: { amount: 100, every: hour, unit: points, pool: { members: app, guarantee: 20% } }
        """;

    Answer answer = search(policy(pool), "it", 10_000, logs(traffic(4, 400)));

    assertThat(answer.outcome()).isInstanceOf(Answer.Outcome.Scanned.class);
    assertThat(amount(answer)).isGreaterThan(100);
  }

  @Test
  void moreTrafficNeedsMore() throws Exception {
    List<InputFile> files = logs(traffic(8, 900));

    long once = amount(search(policy(HOURLY), "hourly", 9_000, files));
    Question twice =
        new Question(
            policy(HOURLY),
            Simulation.usualMapping(files.getFirst()),
            SETTINGS,
            "hourly",
            9_000,
            2);

    assertThat(amount(new Search(twice).run(files, folder))).isBetween(once + 1, 2 * once);
  }

  @Test
  void anExactWindowHasAGreatestAmountAndNoneMayBeEnough() throws Exception {
    StringBuilder calls = new StringBuilder("time,path,app\n");
    for (int i = 0; i < 5_000; i++) {
      calls.append("2026-03-02T09:00:00Z,/a,app-1\n");
    }

    Answer answer =
        search(
            policy("limits: { it: { sliding: 10 per 1m, per: app } }\n"),
            "it",
            5_000,
            logs(calls.toString()));

    assertThat(answer.outcome()).isEqualTo(new Answer.Outcome.Impossible(4_096));
    assertThat(TextSearch.of(report(answer, 5_000)))
        .contains("answer     none: not even 4,096 requests, the most that this limit can have");
  }

  @Test
  void aLimitThatNoCallConcernsHasNoAnswer() throws Exception {
    String never =
        "limits: { it: { window: 5 per 1m, per: app, when: \"call.method == 'PUT'\" } }\n";

    assertThat(search(policy(never), "it", 5_000, logs(traffic(1, 50))).outcome())
        .isEqualTo(new Answer.Outcome.Unconcerned());
  }

  @Test
  void whatCannotBeSearchedIsSaidBeforeAnythingIsRead() throws Exception {
    List<InputFile> files = logs(traffic(1, 5));

    assertThatThrownBy(() -> search(policy(HOURLY), "hurly", 5_000, files))
        .hasMessage("hurly (expected: one of hourly)");
    assertThatThrownBy(
            () -> search(policy("limits: { it: { spacing: 2s } }\n"), "it", 5_000, files))
        .hasMessage("it (expected: a limit with an amount that can be changed)");
    assertThatThrownBy(
            () -> search(policy("limits: { it: { concurrent: 2 } }\n"), "it", 5_000, files))
        .hasMessageContaining("it is not decidable, because it counts calls that run at once");
  }

  @Test
  void aSearchThatIsStoppedSaysSo() throws Exception {
    List<InputFile> files = logs(traffic(1, 500));
    String bucket = "limits: { it: { bucket: 1 per 1s, per: app } }\n";
    Search search = new Search(question(policy(bucket), null, "it", 9_000, files));
    search.stop();

    Answer answer = search.run(files, folder);

    assertThat(answer.outcome()).isEqualTo(new Answer.Outcome.Stopped());
    assertThat(TextSearch.of(report(answer, 9_000)))
        .startsWith("PARTIAL: it was stopped before the end\n");
  }

  @Test
  void addressesAreCountedWhereTheLogKnowsNoApps() throws Exception {
    String calls =
        """
        time,path,address
        2026-03-02T09:00:00Z,/a,10.0.0.1
        2026-03-02T09:00:01Z,/a,10.0.0.1
        2026-03-02T09:00:02Z,/a,10.0.0.2
        """;

    Answer answer =
        search(
            policy("limits: { it: { window: 9 per 1m, per: address } }\n"),
            "it",
            5_000,
            logs(calls));

    assertThat(amount(answer)).isEqualTo(1);
    String text = TextSearch.of(report(answer, 5_000));
    assertThat(text).contains("answer     1 request: 50.00% of 2 keys are never limited");
    assertThat(CsvReport.of(report(answer, 5_000))).endsWith("within,members\n1,1,2\n2,2,2\n");
    assertThat(JsonReport.of(report(answer, 5_000)))
        .contains("\"method\":\"one-pass\",\"amount\":1", "\"share\":\"50%\"");
  }

  @Test
  void eachGroupOfAppsHasAnAmountOfItsOwn() throws Exception {
    Mapping mapping =
        mapping(
            "time: time\ncall: { path: path }\ncaller: { app: app, kind: kind }\ngroups: [kind]\n");
    String calls =
        """
        time,path,app,kind
        2026-03-02T09:00:00Z,/a,app-1,script
        2026-03-02T09:00:01Z,/a,app-1,script
        2026-03-02T09:00:02Z,/a,app-2,integration
        """;

    Answer answer = search(policy(HOURLY), mapping, "hourly", 10_000, logs(calls));

    assertThat(answer.outcome())
        .isEqualTo(
            new Answer.Outcome.Told(
                2,
                List.of(
                    new Answer.Group("kind=integration", 1, 1),
                    new Answer.Group("kind=script", 2, 1))));
  }

  private static final ReplaySettings SETTINGS = new ReplaySettings(false, 1, false);

  private static long amount(Answer answer) {
    return switch (answer.outcome()) {
      case Answer.Outcome.Told told -> told.amount();
      case Answer.Outcome.Bisected bisected -> bisected.amount();
      case Answer.Outcome.Scanned scanned -> scanned.amount();
      default -> throw new AssertionError(answer.outcome().toString());
    };
  }

  private static Question question(
      Policy policy, @Nullable Mapping mapping, String limit, int share, List<InputFile> files)
      throws IOException {
    Mapping used = mapping == null ? Simulation.usualMapping(files.getFirst()) : mapping;
    return new Question(policy, used, SETTINGS, limit, share, 1);
  }

  private Answer search(Policy policy, String limit, int share, List<InputFile> files)
      throws IOException, InterruptedException {
    return search(policy, null, limit, share, files);
  }

  private Answer search(
      Policy policy, @Nullable Mapping mapping, String limit, int share, List<InputFile> files)
      throws IOException, InterruptedException {
    return new Search(question(policy, mapping, limit, share, files)).run(files, folder);
  }

  private SearchReport report(Answer answer, int share) throws IOException {
    Policy policy = policy(HOURLY);
    ReportHead head =
        new ReportHead(
            "test",
            "policy.yaml",
            policy.snapshot().version(),
            "usual",
            "",
            "even",
            1,
            false,
            false,
            List.of("headgate", "compare"));
    Question question = question(policy, null, "it", share, logs("time,path\n"));
    return new SearchReport(head, question, 9, answer);
  }

  /** Calls of a few minutes to hours by apps of which some are busier than others. */
  private static String traffic(long seed, int calls) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] seconds = new int[calls];
    Arrays.setAll(seconds, i -> random.nextInt(4 * calls));
    Arrays.sort(seconds);
    List<String> lines = new ArrayList<>(List.of("time,path,app,points,ms"));
    for (int second : seconds) {
      int app = Math.min(random.nextInt(40), random.nextInt(40));
      lines.add(
          String.format(
              Locale.ROOT,
              "2026-03-02T%02d:%02d:%02dZ,/a,app-%d,%d,%d",
              second / 3_600,
              second / 60 % 60,
              second % 60,
              app,
              1 + random.nextInt(9),
              random.nextInt(90_000)));
    }
    return String.join("\n", lines) + "\n";
  }
}
