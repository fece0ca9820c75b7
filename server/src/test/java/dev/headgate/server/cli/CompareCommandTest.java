package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  private static final String CALLS =
      """
      time,path,tenant
      2026-03-02T09:00:00Z,/a?token=hidden,tenant-a
      2026-03-02T09:00:01Z,/a,tenant-a
      2026-03-02T09:00:02Z,/a,tenant-b
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String strict = "";
  private String loose = "";
  private String log = "";

  @BeforeEach
  void files() throws IOException {
    strict = file("strict.yaml", "limits: { rate: { window: 1 per minute, per: tenant } }\n");
    loose = file("loose.yaml", "limits: { rate: { window: 9 per minute, per: tenant } }\n");
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
  void policiesStandSideBySide() {
    int code = run("compare", "--policy", strict, "--policy", loose, log);

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("3 lines of 1 file, 3 calls")
        .containsPattern("\nrefused +1 +0\n")
        .containsPattern("\n {2}never refused +1 +2\n")
        .containsPattern("\n {2}tenant-a +1 +0\n")
        .contains("A          " + strict + ", version ", "B          " + loose)
        .doesNotContain("hidden", "xN");
  }

  @Test
  void onePolicyMeetsMoreTraffic() {
    int code = run("compare", "--policy", loose, "--traffic", "1,2,10", "--csv", log);

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(loose + ",1,all,,3,3,0,", loose + ",2,all,,6,6,0,", loose + ",10,all,,30,30,");
  }

  @Test
  void aProgramReadsTheSame() {
    assertThat(run("compare", "--policy", strict, "--policy", loose, "--json", log)).isZero();

    var columns = Json.elements(out.toString(), "columns");
    assertThat(columns).hasSize(2);
    assertThat(columns.get(0).path("report").path("answer").path("refused").asLong()).isEqualTo(1);
    assertThat(Json.elements(out.toString(), "apps").getFirst().path("refused").get(1).asLong())
        .isZero();
  }

  @Test
  void whatCannotBeComparedIsSaidWithTheHelp() {
    assertThat(run("compare", "--policy", strict, log)).isEqualTo(2);
    assertThat(run("compare", "--policy", strict, "--traffic", "1,0", log)).isEqualTo(2);
    assertThat(run("compare", "--policy", strict, "--policy", loose, "-")).isEqualTo(2);
    assertThat(err.toString())
        .contains("1 policy, 1 traffic (expected: 2 to 12 columns")
        .contains("--traffic: 0 (expected: 1 to 1000)")
        .contains("- with several policies (expected: files");
  }

  @Test
  void everyPolicyIsCheckedBeforeAnythingIsRead() throws IOException {
    String bad = file("bad.yaml", "limits: { rate: { window: soon } }\n");

    assertThat(run("compare", "--policy", bad, "--policy", loose, log)).isEqualTo(1);
    assertThat(err.toString()).contains("problem bad.yaml:1:");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aLogThatBreaksOffIsMarked() throws IOException {
    String jump = file("jump.csv", CALLS + "2026-03-02T07:00:00Z,/a,tenant-a\n");

    assertThat(run("compare", "--policy", strict, "--policy", loose, jump)).isEqualTo(1);
    assertThat(out.toString()).startsWith("PARTIAL: 1 line came too late");
    assertThat(err.toString()).contains("headgate compare: partial: 1 line came too late");
  }

  @Test
  void theSmallestAmountIsSearched() {
    int code = run("compare", "--policy", strict, "--search", "rate", "--share", "100%", log);

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("searched   rate, now 1 request, enforced alone")
        .contains("answer     2 requests: 100.00% of 2 tenants are never limited (asked: 100%)")
        .contains("repeat     headgate compare --policy " + strict + " --search rate");
  }

  @Test
  void aSearchOverASpoolSaysTheSame() throws IOException {
    String bucket =
        file("bucket.yaml", "limits: { rate: { bucket: 1 per minute, per: tenant } }\n");
    String half = folder.toString();

    int code =
        run("compare", "--policy", bucket, "--search", "rate", "--spool", half, "--json", log);

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("\"method\":\"bisection\",\"amount\":2,", "\"spool\":{\"calls\":3,");
  }

  @Test
  void aSearchThatCannotBeIsSaid() throws IOException {
    assertThat(run("compare", "--policy", strict, "--search", "rat", log)).isEqualTo(1);
    assertThat(run("compare", "--policy", strict, "--policy", loose, "--search", "rate", log))
        .isEqualTo(2);
    assertThat(run("compare", "--policy", strict, "--search", "rate", "--share", "101%", log))
        .isEqualTo(2);
    assertThat(
            run(
                "compare",
                "--policy",
                file("b.yaml", "limits: { rate: { bucket: 1 per 1s } }\n"),
                "--search",
                "rate",
                "--spool",
                folder.resolve("nowhere").toString(),
                log))
        .isEqualTo(3);
    assertThat(err.toString())
        .contains("headgate compare: --search: rat (expected: one of rate)")
        .contains("--search with several policies or traffics (expected: one of each)")
        .contains("101% (expected: a share, 0.01% to 100%)")
        .contains("nowhere");
  }

  @Test
  void theHelpSaysWhatTrafficAndShareMean() {
    assertThat(run("compare", "--help")).isZero();
    assertThat(out.toString())
        .contains("never be limited. Default:", "95%.", "--share 99% access.log")
        .contains("a minute. Exit code 1");
    assertThat(err.toString()).isEmpty();
  }
}
