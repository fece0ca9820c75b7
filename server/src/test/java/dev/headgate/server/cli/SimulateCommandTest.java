package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  private static final String CALLS =
      """
      time,path,tenant
      2026-03-02T09:00:00Z,/a?token=hidden,tenant-a
      2026-03-02T09:00:01Z,/a,tenant-a
      2026-03-02T09:00:02Z,/a,tenant-a
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String policy = "";
  private String log = "";

  @BeforeEach
  void files() throws IOException {
    policy = file("policy.yaml", "limits: { rate: { window: 2 per minute, per: tenant } }\n");
    log = file("calls.csv", CALLS);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int run(String... arguments) {
    return Main.run(
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false), arguments);
  }

  @Test
  void theReportSaysWhatWasRefusedAndHowToRepeatIt() {
    int code = run("simulate", "--policy", policy, log);

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("3 lines of 1 file, 3 calls replayed")
        .contains("refused    1 of 3 calls (33.33%)")
        .containsPattern("rate +3 +1 +0 +1\n")
        .contains("tenant-a")
        .contains("3 requests would have been enough")
        .contains("repeat     headgate simulate --policy " + policy + " " + log)
        .doesNotContain("hidden");
  }

  @Test
  void aProgramReadsTheSame() {
    assertThat(run("simulate", "--json", "--policy", policy, log)).isZero();

    var report = Json.elements(out.toString(), "undecided");
    assertThat(report).isEmpty();
    assertThat(out.toString())
        .contains("\"partial\":false", "\"refused\":1", "\"sensitivity\":{\"even\":1");
  }

  @Test
  void aSpreadsheetReadsTheSame() {
    assertThat(run("simulate", "--csv", "--policy", policy, log)).isZero();

    assertThat(out.toString())
        .contains("all,,3,3,1,1,2026-03-02T09:00:02Z,0,2026-03-02T09:00:02Z")
        .contains("tenant,tenant-a,3,3,1,1,");
  }

  @Test
  void aPageIsWrittenBesideTheReport() throws IOException {
    Path page = folder.resolve("report.html");

    assertThat(run("simulate", "--policy", policy, "--html", page.toString(), log)).isZero();

    assertThat(Files.readString(page))
        .contains("1 of 3 calls would have been refused")
        .contains("--html " + page)
        .doesNotContain("hidden<")
        .doesNotContain("token");
    assertThat(out.toString()).contains("refused    1 of 3 calls");
  }

  @Test
  void trafficIsInventedByNameAndWhatItsProgramsLostIsTold() throws IOException {
    Path page = folder.resolve("report.html");
    String file =
        file(
            "workload.yaml",
            """
            length: 10m
            groups: { jobs: { shape: steady, apps: 2, tenants: 1, client: script } }
            """);

    int code = run("simulate", "--policy", policy, "--workload", file, "--html", page.toString());

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("requests; workload " + file + ", invented, closed loop")
        .containsPattern("jobs +steady script +[0-9,]+ +20 ");
    assertThat(Files.readString(page)).contains("Invented programs").contains("closed loop");
    assertThat(run("simulate", "--policy", policy, "--workload", "wavy")).isEqualTo(2);
    assertThat(err.toString()).contains("\"wavy\" (expected: a file, or some of batch-job");
    assertThat(run("simulate", "--policy", policy)).isEqualTo(2);
    assertThat(err.toString()).contains("a log or a workload (expected: one of them)");
  }

  @Test
  void remediesAreTriedByReadingTheFilesAgain() throws IOException {
    String apps = file("apps.csv", CALLS.replace("tenant", "app"));
    String perApp = file("app.yaml", "limits: { rate: { window: 2 per minute, per: app } }\n");

    assertThat(run("simulate", "--policy", perApp, "--remedies", apps)).isZero();

    assertThat(out.toString())
        .containsPattern("half as many objects a page +0 +1 +1\n")
        .contains("not tried: better-tier, because the policy has no review");
    assertThat(run("simulate", "--policy", perApp, "--remedies", "-")).isEqualTo(2);
    assertThat(err.toString()).contains("--remedies: read once only");
  }

  @Test
  void aPageThatCannotBeWrittenIsNamed() {
    String nowhere = folder.resolve("none/report.html").toString();

    assertThat(run("simulate", "--policy", policy, "--html", nowhere, log)).isEqualTo(3);

    assertThat(err.toString()).contains("report.html");
  }

  @Test
  void theListOfVerdictsHasALineForEachCall() throws IOException {
    Path list = folder.resolve("verdicts.csv");

    assertThat(run("simulate", "--policy", policy, "--verdicts", list.toString(), log)).isZero();

    assertThat(Files.readAllLines(list)).hasSize(4).last().asString().endsWith("throttled,rate,");
  }

  @Test
  void withAKeyNamesAreReplacedByTheSameHashesEverywhere() throws IOException {
    String key = file("key", "0123456789abcdef");
    Path list = folder.resolve("verdicts.csv");

    int code =
        run(
            "simulate",
            "--policy",
            policy,
            "--pseudonymise",
            key,
            "--verdicts",
            list.toString(),
            log);

    assertThat(code).isZero();
    String name = List.of(Files.readAllLines(list).getLast().split(",")).get(3);
    assertThat(name).matches("p-[0-9a-f]{12}");
    assertThat(out.toString()).contains(name).doesNotContain("tenant-a");
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    assertThat(run("simulate", "--policy", policy, folder.resolve("none.log").toString()))
        .isEqualTo(3);

    assertThat(err.toString()).contains("none.log: no such file");
  }

  @Test
  void aPolicyWithProblemsIsNotReplayed() throws IOException {
    String bad = file("bad.yaml", "limits: { rate: { window: 2 per fortnight } }\n");

    assertThat(run("simulate", "--policy", bad, log)).isEqualTo(1);

    assertThat(err.toString()).contains("problem bad.yaml:1:27: limits.rate.window");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aMappingThatNamesAMissingColumnIsNotReplayed() throws IOException {
    String mapping = file("mapping.yaml", "time: tiem\ncall: { path: path }\n");

    assertThat(run("simulate", "--policy", policy, "--mapping", mapping, log)).isEqualTo(1);

    assertThat(err.toString())
        .contains("mapping.yaml:1:7: time: \"tiem\" (expected: a column of")
        .contains("did you mean \"time\"?");
  }

  @Test
  void anAnswerAboutLessThanTheWholeInputIsMarkedAndIsAProblem() throws IOException {
    String broken = file("broken.csv", CALLS + "what is this\n");

    assertThat(run("simulate", "--policy", policy, broken)).isEqualTo(1);

    assertThat(out.toString()).startsWith("PARTIAL: 1 of 4 lines cannot be read");
    assertThat(err.toString()).contains("broken.csv:5: 1 cells (expected: 3");
  }

  @Test
  void anEmptyLogIsAProblem() throws IOException {
    assertThat(run("simulate", "--policy", policy, file("empty.csv", "time,path,tenant\n")))
        .isEqualTo(1);

    assertThat(err.toString()).contains("no calls (expected: one or more)");
  }
}
