package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
  private static final String GOOD =
      """
      operations:
        getIssue: { on: "GET /issues/{issue}", price: 2 }
      limits:
        burst:
          bucket: 10 per second
          per: tenant
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false), arguments);
  }

  private Path policy(String text) throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), text);
  }

  /** Texts of the help are formats: a percent sign that is meant as such is written twice. */
  @Test
  void everyTextOfTheHelpIsAFormatWithoutArguments() {
    Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false);

    List<String> texts = texts(Main.commands(terminal).getCommandSpec());

    assertThat(texts).hasSizeGreaterThan(50);
    assertThat(texts).allSatisfy(text -> assertThat(text.formatted()).isNotNull());
  }

  private static List<String> texts(CommandLine.Model.CommandSpec command) {
    List<String> texts = new ArrayList<>();
    texts.addAll(List.of(command.usageMessage().description()));
    texts.addAll(List.of(command.usageMessage().footer()));
    command.subcommands().values().forEach(sub -> texts.addAll(texts(sub.getCommandSpec())));
    return texts;
  }

  @Test
  void theHelpNamesEveryCommandAndExitCode() {
    int code = run("--help");

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains(
            "run",
            "serve",
            "check-policy",
            "test-policy",
            "explain",
            "price-book",
            "price ",
            "cost-drift",
            "call ",
            "plan ",
            "run-job",
            "fake-provider",
            "simulate",
            "compare",
            "Exit codes:")
        .doesNotContain("\u001b");
  }

  @Test
  void withoutACommandTheHelpIsShownAndTheCodeIsThatOfUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("no command (expected: one of run, serve,");
  }

  @Test
  void explainKnowsThePlanOfARegisteredTenant() throws IOException {
    Path policy =
        policy("limits: { paid: { bucket: 10 per second, when: caller.plan == \"premium\" } }\n");
    Path registry =
        Files.writeString(
            folder.resolve("registry.yaml"), "tenants: { tenant-a: { plan: premium } }\n");
    String[] call = {"--tenant", "tenant-a", "GET", "/issues/7"};

    int code =
        run(
            Stream.concat(
                    Stream.of("explain", "--policy", policy.toString(), "--registry"),
                    Stream.concat(Stream.of(registry.toString()), Stream.of(call)))
                .toArray(String[]::new));

    assertThat(code).isZero();
    assertThat(out.toString()).contains("paid").contains("premium");
  }

  @Test
  void explainReadsARegistryOfCsvFilesAndTellsWhatIsWrongWithIt() throws IOException {
    String when = "'tenant.plan == \"premium\" && caller.licence == \"creator\"'";
    String policy =
        policy("limits: { paid: { bucket: 10 per second, when: " + when + " } }\n").toString();
    Path registry = Files.createDirectory(folder.resolve("registry"));
    Files.writeString(registry.resolve("tenants.csv"), "id,plan\ntenant-a,premium\n");
    Files.writeString(registry.resolve("apps.csv"), "id\n");
    Path users = Files.writeString(registry.resolve("users.csv"), "id,licence\nuser-17,creator\n");
    String[] explain = {
      "explain",
      "--policy",
      policy,
      "--registry",
      registry.toString(),
      "--tenant",
      "tenant-a",
      "--caller",
      "user=user-17",
      "GET",
      "/issues/7"
    };

    assertThat(run(explain)).isZero();
    assertThat(out.toString()).contains("paid");

    Files.writeString(users, "id,tenant\nuser-17,tenant-b\n");
    assertThat(run(explain)).isEqualTo(1);
    assertThat(err.toString())
        .contains("users.csv:2:9: users.user-17.tenant: \"tenant-b\" (expected: one of");
  }

  @Test
  void anUnknownOptionIsAMistakeOfUsage() {
    assertThat(run("run", "--gatewayport", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("--gatewayport");
  }

  @Test
  void tooManyDemoCallersAreAMistakeOfUsage() {
    assertThat(run("run", "--callers", "65")).isEqualTo(2);
    assertThat(err.toString()).contains("--callers: 65 (expected: 0 to 64)");
  }

  @Test
  void aGoodPolicyIsGood() throws IOException {
    assertThat(run("check-policy", policy(GOOD).toString())).isZero();
    assertThat(out.toString()).startsWith("good ").contains("1 limits and quotas, 1 route");
  }

  @Test
  void problemsOfAPolicyCarryFileLineAndColumn() throws IOException {
    Path bad = policy(GOOD.replace("bucket: 10", "bucket: -10"));

    assertThat(run("check-policy", bad.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("problem policy.yaml:5:13: limits.burst.bucket: -10");
  }

  @Test
  void aProgramReadsProblemsAsJson() throws IOException {
    Path bad = policy(GOOD.replace("per: tenant", "per: tennant"));

    assertThat(run("check-policy", "--json", bad.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("\"good\" : false", "\"line\" : 6", "did you mean \\\"tenant\\\"?");
  }

  @Test
  void aTighterPolicyIsToldApartFromTheOneInForce() throws IOException {
    Path old = Files.writeString(folder.resolve("old.yaml"), GOOD);
    Path tighter = policy(GOOD.replace("10 per second", "5 per second"));

    assertThat(run("check-policy", "--against", old.toString(), tighter.toString())).isZero();
    assertThat(out.toString()).contains("tightened: burst").contains("good ");
  }

  @Test
  void limitsThatAClusterMayKeepApartAreListedWhereThatIsAsked() throws IOException {
    Path file = policy(GOOD + "  all:\n    bucket: 90 per second\n");

    assertThat(run("check-policy", file.toString())).isZero();
    assertThat(out.toString()).doesNotContain("cluster");
    assertThat(run("check-policy", "--cluster", file.toString())).isZero();
    assertThat(out.toString())
        .contains("in a cluster, a call may span burst (by tenant) and all (by everybody)");
  }

  @Test
  void aMissingPolicyIsAProblem() {
    assertThat(run("check-policy", folder.resolve("none.yaml").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no such file: none.yaml");
  }

  @Test
  void anExplanationShowsCallerCostVerdictsAndFields() throws IOException {
    Path policy = policy(GOOD);

    int code =
        run("explain", "--policy", policy.toString(), "--tenant", "tenant-a", "GET", "/issues/7");

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(
            "getIssue by tenant tenant-a",
            "Cost in points (final)",
            "burst [tenant-a]",
            "RateLimit-Policy",
            "Headgate-Cost: 2;kind=final");
  }

  @Test
  void aServerWithABadConfigurationSaysAllProblemsAndEnds() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("headgate.yaml"),
            """
            policy: missing.yaml
            gateway:
              listen: 127.0.0.1
              upstraem: 127.0.0.1:9000
            """);

    assertThat(run("serve", "--config", config.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("headgate.yaml:1:9: policy: no such file: missing.yaml")
        .contains("headgate.yaml:3:11: gateway.listen: \"127.0.0.1\" (expected: host:port")
        .contains("headgate.yaml:4:3: gateway.upstraem: unknown key")
        .contains("did you mean \"upstream\"?");
  }
}
