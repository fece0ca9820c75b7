package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPolicyCommandTest {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("headgate.root", "..")));

  private static final String CASES =
      """
      cases:
        one passes:
          - { at: 2026-04-01, call: GET /, expect: allowed }
        three pass:
          - { at: 2026-04-01, call: GET /, times: 3, expect: allowed }
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String cases = "";

  @BeforeEach
  void aPolicyWithCases() throws IOException {
    file("policy.yaml", "limits: { rate: { window: 2 per 1m } }\n");
    cases = file("cases.yaml", CASES);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int run(String... arguments) {
    return run(false, arguments);
  }

  private int run(boolean colours, String... arguments) {
    return Main.run(
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), colours), arguments);
  }

  @Test
  void theExamplesHoldTheirCases() {
    int code = run("test-policy", ROOT.resolve("examples").toString());

    assertThat(code).as(out.toString()).isZero();
    assertThat(out.toString()).matches("good: (\\d+) of \\1 cases hold, in \\d+ files\n");
  }

  @Test
  void aCaseThatDoesNotHoldIsShownWithItsLine() {
    int code = run("test-policy", cases);

    assertThat(code).isEqualTo(1);
    assertThat(out.toString())
        .isEqualTo(
            """
            fails FILE: three pass
              FILE:5:7: GET / at 2026-04-01T00:00:00Z, call 3 of 3
                what    expected  answered
                expect  allowed   throttled
                rate refuses: asked 1, left 0 of 2 requests
            bad: 1 of 2 cases hold, in 1 file
            """
                .replace("FILE", cases));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void coloursAreForTerminalsOnly() {
    run("test-policy", "--verbose", cases);

    assertThat(out.toString()).contains("holds " + cases + ": one passes").doesNotContain("\u001b");

    run(true, "test-policy", "--verbose", cases);

    assertThat(out.toString()).contains("\u001b[31mfails", "\u001b[32mholds", "\u001b[31mbad");
  }

  @Test
  void aProgramReadsTheSame() {
    assertThat(run("test-policy", "--json", cases)).isEqualTo(1);

    var file = Json.elements(out.toString(), "files").getFirst();
    assertThat(file.path("file").asString()).isEqualTo(cases);
    assertThat(file.path("version").asString()).hasSize(64);
    assertThat(file.path("cases").get(0).path("holds").asBoolean()).isTrue();
    var failed = file.path("cases").get(1);
    assertThat(failed.path("step").path("number").asInt()).isEqualTo(3);
    assertThat(failed.path("differences").get(0).path("expected").asString()).isEqualTo("allowed");
    assertThat(failed.path("differences").get(0).path("answered").asString())
        .isEqualTo("throttled");
    assertThat(failed.path("limits").get(0).path("remaining").asLong()).isZero();
  }

  @Test
  void anotherPolicyCanBeHeldToTheSameCases() throws IOException {
    String next = file("next.yaml", "limits: { rate: { window: 3 per 1m } }\n");

    assertThat(run("test-policy", "--policy", next, cases)).isZero();
    assertThat(out.toString()).isEqualTo("good: 2 of 2 cases hold, in 1 file\n");
  }

  @Test
  void problemsOfCasesAndPolicyAreSaidTogether() throws IOException {
    file("policy.yaml", "limits: { rate: { window: soon } }\n");
    file("cases.yaml", CASES.replace("expect: allowed", "expects: allowed"));

    assertThat(run("test-policy", cases)).isEqualTo(1);
    assertThat(err.toString())
        .contains("problem " + folder.resolve("policy.yaml") + ":1:")
        .contains("problem " + cases + ":3:")
        .contains("did you mean \"expect\"?");
    assertThat(out.toString()).isEqualTo("bad: 0 of 0 cases hold, in 1 file\n");
  }

  @Test
  void aFileThatIsMissingAndAFolderWithoutCasesAreSaid() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(run("test-policy", folder.resolve("other.yaml").toString())).isEqualTo(3);
    assertThat(run("test-policy", empty.toString())).isEqualTo(3);
    assertThat(err.toString())
        .contains("other.yaml: no such file")
        .contains("empty: 0 files cases.yaml or *.cases.yaml (expected: 1 to");
  }
}
