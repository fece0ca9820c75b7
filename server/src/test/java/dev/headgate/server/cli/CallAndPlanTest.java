package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.time.SystemTime;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.provider.Trouble;
import dev.headgate.testkit.provider.Troubles;
import dev.headgate.testkit.serving.FakeServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands for consumers, before a fake provider in the same process. */
@Timeout(120)
class CallAndPlanTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false), arguments);
  }

  private static FakeServer fake(String profile, Troubles troubles) {
    return FakeServer.start(
        FakeProfile.named(profile),
        ProviderSettings.USUAL.withTroubles(troubles),
        new FakeServer.Place(SystemTime.startingAt(0), 0, 1, served -> {}));
  }

  @Test
  void aCallTellsTheFieldsInWordsAndThePageGoesToTheOutput() {
    try (FakeServer fake = fake("atlassian", Troubles.NONE)) {
      String url = fake.uri("/rest/api/3/search?maxResults=50").toString();

      assertThat(run("call", "GET", url, "--profile", "atlassian")).isZero();

      assertThat(out.toString()).startsWith("{\"path\":");
      assertThat(err.toString())
          .contains("status 200, sent once")
          .contains("global-app-quota: 64,949 of 65,000 left, renewed over 60 min, reset in ")
          .contains("burst: 99 of 100 left")
          .contains("cost: 51 points");
    }
  }

  @Test
  void aProviderThatSaysNothingIsSaidToSayNothing() {
    try (FakeServer fake = fake("jama", Troubles.NONE)) {
      assertThat(run("call", "GET", fake.uri("/a").toString(), "--profile", "jama")).isZero();

      assertThat(err.toString()).contains("nothing in the fields says where you stand");
    }
  }

  @Test
  void aRefusalThatIsNotWaitedForIsAProblemAndSaysWhen() {
    try (FakeServer fake = fake("jama", Troubles.NONE.with(Trouble.REFUSES, 1))) {
      int code =
          run("call", "GET", fake.uri("/a").toString(), "--profile", "jama", "--max-wait", "0");

      assertThat(code).isEqualTo(1);
      assertThat(err.toString())
          .contains("refused at environment of ")
          .contains("not carried out: WAIT_TOO_LONG");
    }
  }

  @Test
  void aPostThatIsCutOffIsUnknown() {
    try (FakeServer fake = fake("generic", Troubles.NONE.with(Trouble.CUT_AFTER_COMMIT, 1))) {
      int code = run("call", "POST", fake.uri("/a").toString(), "-d", "x", "--json");

      assertThat(code).isEqualTo(1);
      assertThat(out.toString()).contains("\"outcome\" : \"unknown\"");
      assertThat(fake.committed()).hasSize(1);
    }
  }

  @Test
  void aJobIsPlannedWithPointsHoursAndItsEnd() throws Exception {
    Path job = folder.resolve("calls.jsonl");
    Files.writeString(
        job,
        IntStream.range(0, 2_000)
            .mapToObj(i -> "GET /rest/api/3/search?maxResults=50&startAt=" + i)
            .collect(Collectors.joining("\n")));

    int code =
        run(
            "plan",
            job.toString(),
            "--profile",
            "atlassian",
            "--start",
            "2026-03-26T16:00:00Z",
            "--json");

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("\"points\" : 102000", "\"searchIssues\"")
        .contains("\"start\" : \"2026-03-26T16:00:00Z\"", "\"start\" : \"2026-03-26T17:00:00Z\"")
        .containsPattern("\"ends\" : \"2026-03-26T17:[0-5]\\d")
        .contains("\"failed\" : 0");
  }

  @Test
  void aDescriptionIsPricedWithoutAListOfCalls() {
    Path tracker =
        Path.of(Objects.requireNonNull(System.getProperty("headgate.root")))
            .resolve("policy/src/test/resources/openapi/tracker.yaml");

    int code = run("plan", "--openapi", tracker.toString(), "--each", "3", "--profile", "jama");

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(" calls, ", "limit environment: 10 requests in 1 s", "ends 2");
  }

  @Test
  void mistakesAreToldWithWhatIsExpected() throws Exception {
    Path job = Files.writeString(folder.resolve("calls.jsonl"), "GET /a\nnonsense\n");

    assertThat(run("plan")).isEqualTo(2);
    assertThat(run("plan", job.toString(), "--profile", "yama")).isEqualTo(2);
    assertThat(run("plan", job.toString())).isEqualTo(1);
    assertThat(run("plan", folder.resolve("none").toString())).isEqualTo(3);
    assertThat(run("run-job", folder.resolve("none").toString())).isEqualTo(3);
    assertThat(run("run-job", job.toString(), "--in-flight", "0")).isEqualTo(2);
    assertThat(run("call", "GET", "http://127.0.0.1:1/", "--header-env", "A=NOT_SET_ANYWHERE"))
        .isEqualTo(2);

    assertThat(err.toString())
        .contains("nothing to plan (expected: CALLS, or --openapi)")
        .contains("profile: yama (expected: one of ")
        .contains("problem: line 2: \"nonsense\" (expected: METHOD TARGET, or JSON)")
        .contains("inFlight: 0 (expected: 1 to 1000)")
        .contains("NOT_SET_ANYWHERE is not set (expected: in the environment)");
  }

  @Test
  void theLinesOfTheGuideRun() throws Exception {
    String guide =
        Files.readString(
            Path.of(Objects.requireNonNull(System.getProperty("headgate.root")))
                .resolve("docs/guides/jobs.md"));
    Path job = Files.writeString(folder.resolve("calls.jsonl"), block(guide, "jsonl"));
    Path answers = folder.resolve("answers.jsonl");
    try (FakeServer fake = fake("jama", Troubles.NONE)) {
      List<String> lines = block(guide, "sh").lines().toList();
      for (String line : lines) {
        String own =
            line.replace("http://127.0.0.1:9080", fake.uri("").toString())
                .replace("calls.jsonl", job.toString())
                .replace("answers.jsonl", answers.toString());
        String[] words = own.split(" ");
        assertThat(words[0]).isEqualTo("headgate");

        int code = run(java.util.Arrays.copyOfRange(words, 1, words.length));

        assertThat(code).as(line + err).isZero();
      }

      assertThat(lines).hasSize(3);
      assertThat(out.toString()).contains("3 calls: 3 answered now, 0 before, 0 unknown, 0 left");
      assertThat(Files.readAllLines(answers)).hasSize(3).anyMatch(l -> l.contains("order-1"));
      assertThat(fake.committed()).hasSize(2);
    }
  }

  private static String block(String page, String language) {
    Matcher block = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```").matcher(page);
    assertThat(block.find()).as(language).isTrue();
    return block.group(1);
  }
}
