package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.time.Micros;
import dev.headgate.core.usage.UsageKey;
import dev.headgate.core.usage.UsageSums;
import dev.headgate.server.Wiring;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsSettings;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.UsageBatch;
import dev.headgate.server.records.UsageLine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about records, over a file of SQLite. */
class RecordsCommandsTest {
  private static final String TENANTS = "tenants: { tenant-a: { plan: standard, users: 20 } }\n";
  private static final String APPS = "apps: { app-1: { tier: \"2\" } }\n";
  private static final long HOUR = 3_600 * Micros.SECOND;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void whatWasImportedIsExportedAndReadAgain() throws Exception {
    Path tenants = Files.writeString(folder.resolve("tenants.yaml"), TENANTS);
    Path apps = Files.writeString(folder.resolve("apps.yaml"), APPS);

    assertThat(run("registry", "import", "--records", url(), tenants.toString(), apps.toString()))
        .isZero();
    assertThat(said()).isEqualTo("version 1: 2 added, 0 changed, 0 removed\n");

    assertThat(run("registry", "export", "--records", url())).isZero();
    assertThat(said())
        .isEqualTo(
            """
            tenants:
              "tenant-a": { plan: "standard", users: 20 }
            apps:
              "app-1": { tier: 2 }
            users: {}
            credentials: {}
            """);

    String csv = folder.resolve("csv").toString();
    assertThat(run("registry", "export", "--records", url(), "--folder", csv)).isZero();
    said();
    assertThat(run("registry", "import", "--records", url(), csv)).isZero();
    assertThat(said()).isEqualTo("version 1 stays: 0 added, 0 changed, 0 removed\n");
  }

  @Test
  void anImportSaysWhatChangesAndStandsInTheAuditLog() throws Exception {
    Path file = Files.writeString(folder.resolve("registry.yaml"), TENANTS);
    run("registry", "import", "--records", url(), file.toString());
    Files.writeString(file, TENANTS.replace("20", "30") + APPS);
    said();

    run("registry", "import", "--dry-run", "--records", url(), file.toString());
    assertThat(said()).isEqualTo("version 1 stays: 1 added, 1 changed, 0 removed\n");
    run("registry", "import", "--records", url(), file.toString());
    assertThat(said()).isEqualTo("version 2: 1 added, 1 changed, 0 removed\n");

    try (Records records = records()) {
      assertThat(records.audit().newest(10))
          .extracting(entry -> entry.action() + " " + entry.details().get("change"))
          .containsExactly(
              "registry.import 1 added, 1 changed, 0 removed",
              "registry.import 1 added, 0 changed, 0 removed");
    }
  }

  @Test
  void aFileWithProblemsChangesNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("registry.yaml"), TENANTS);
    run("registry", "import", "--records", url(), file.toString());
    Files.writeString(file, "tenants: { tenant-a: { users: -1 } }\n");
    said();

    assertThat(run("registry", "import", "--records", url(), file.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("registry.yaml:1:31: tenants.tenant-a.users: -1");
    try (Records records = records()) {
      assertThat(records.registry().version()).isEqualTo(1);
    }
  }

  @Test
  void usageIsShownInThreeForms() throws Exception {
    UsageKey key = new UsageKey("tenant-a", "app, 1", "read");
    UsageSums sums = new UsageSums(5, 4, 3, 2, 500, 1);
    try (Records records = records()) {
      records
          .usage()
          .add(new UsageBatch("node-1", 1, 0, List.of(new UsageLine(HOUR, key, "points", sums))));
    }
    String[] asked = {"usage", "--records", url(), "--from", "1970-01-01", "--until", "1970-01-02"};

    assertThat(run(with(asked, "--format", "csv", "--by", "hour,app"))).isZero();
    assertThat(said())
        .isEqualTo(
            """
            hour,app,unit,allowed,throttled,exhausted,refused,amount,unpaid
            1970-01-01T01:00:00Z,"app, 1",points,5,4,3,2,500,1
            """);
    assertThat(run(with(asked, "--format", "json", "--by", "tenant"))).isZero();
    assertThat(said())
        .contains("\"tenant\" : \"tenant-a\"", "\"amount\" : 500")
        .doesNotContain("app");
    assertThat(run(asked)).isZero();
    assertThat(said()).containsSubsequence("tenant", "amount", "tenant-a", "read", "points", "500");
  }

  @Test
  void aConfigurationSaysWhereTheyAre() throws Exception {
    Files.writeString(folder.resolve("policy.yaml"), "limits: {}\n");
    Path config =
        Files.writeString(
            folder.resolve("headgate.yaml"),
            "policy: policy.yaml\nrecords: { url: \"sqlite:records.db\" }\n");

    assertThat(run("usage", "--config", config.toString())).isZero();
    assertThat(folder.resolve("records.db")).exists();

    Files.writeString(config, "policy: policy.yaml\n");
    assertThat(run("usage", "--config", config.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no records (expected: a section records)");
  }

  @Test
  void whatIsNoUrlOrNoTimeIsTheWrongWayToCall() {
    assertThat(run("usage", "--records", "mysql://a:s3cret@b/c")).isEqualTo(2);
    assertThat(run("usage", "--records", url(), "--from", "yesterday")).isEqualTo(2);
    assertThat(run("usage")).isEqualTo(2);
    assertThat(run("registry")).isEqualTo(2);
    assertThat(err.toString())
        .contains("neither of the two (expected: sqlite:FILE or postgresql://")
        .contains("--from: yesterday (expected: as 2026-11-01 or")
        .doesNotContain("s3cret");
  }

  @Test
  void recordsThatCannotBeUsedAreRefusedInOneLine() throws Exception {
    Files.writeString(folder.resolve("records.db"), "tenants: {}\n");

    assertThat(run("usage", "--records", url())).isEqualTo(3);

    assertThat(err.toString())
        .startsWith("headgate usage: sqlite:")
        .endsWith(": no SQLite database (expected: a database of headgate, or no file)\n")
        .hasLineCount(1);
  }

  private String url() {
    return "sqlite:" + folder.resolve("records.db");
  }

  private Records records() {
    RecordsUrl.Sqlite file = new RecordsUrl.Sqlite(folder.resolve("records.db"));
    return Wiring.records(new RecordsSettings(file, RecordsSettings.USAGE));
  }

  private static String[] with(String[] arguments, String... more) {
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private String said() {
    String said = out.toString();
    out.getBuffer().setLength(0);
    return said;
  }

  private int run(String... arguments) {
    Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
    return Main.run(terminal, arguments);
  }
}
