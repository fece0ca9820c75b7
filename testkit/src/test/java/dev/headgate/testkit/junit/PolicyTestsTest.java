package dev.headgate.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** What JUnit makes of a provider's folder. */
class PolicyTestsTest {
  private static final String CASES =
      """
      registry: people/registry.yaml
      callers:
        known: { tenant: tenant-a, app: app-1 }
      cases:
        the first passes:
          - { at: 2026-04-01, by: known, call: GET /, expect: allowed, remaining: { all: 9 } }
        the second does not:
          - { at: 2026-04-01, by: known, call: GET /, times: 2, expect: throttled }
      """;

  @TempDir Path folder;

  @BeforeEach
  void aPolicyAmongOtherFiles() throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"), "limits: { all: { window: 10 per 1s, per: tenant } }\n");
    Files.createDirectory(folder.resolve("people"));
    Files.writeString(
        folder.resolve("people/registry.yaml"),
        "tenants: { tenant-a: { plan: team } }\napps: { app-1: {} }\n");
    Files.writeString(folder.resolve("notes.yaml"), "not: cases\n");
    Files.writeString(folder.resolve("cases.yaml"), CASES);
  }

  @Test
  void aCaseIsATestThatKnowsItsLine() throws Throwable {
    List<DynamicTest> tests = tests(only(folder));

    assertThat(tests)
        .extracting(DynamicTest::getDisplayName)
        .containsExactly("the first passes", "the second does not");
    URI source = tests.get(1).getTestSourceUri().orElseThrow();
    assertThat(source.toString()).endsWith("/cases.yaml?line=7");
    tests.get(0).getExecutable().execute();
  }

  @Test
  void aFailureHasBothSidesForAnEditor() {
    DynamicTest second = tests(only(folder)).get(1);

    assertThatThrownBy(() -> second.getExecutable().execute())
        .isInstanceOfSatisfying(
            AssertionFailedError.class,
            failure -> {
              assertThat(failure.getExpected().getStringRepresentation())
                  .isEqualTo("expect: throttled");
              assertThat(failure.getActual().getStringRepresentation())
                  .isEqualTo("expect: allowed");
              assertThat(failure).hasMessageContaining("cases.yaml:8:7: GET / by known");
            });
  }

  @Test
  void aDocumentWithProblemsIsATestThatFailsAndSaysThemAll() throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), "limits: { all: { window: soon } }\n");
    Files.writeString(folder.resolve("cases.yaml"), CASES.replace("app-1", "app-2"));

    DynamicTest failing = (DynamicTest) only(folder);

    assertThatThrownBy(() -> failing.getExecutable().execute())
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContainingAll(
            folder.resolve("policy.yaml") + ":1:",
            folder.resolve("cases.yaml") + ":3:",
            "the app is not registered (expected: it is in the registry)");
  }

  @Test
  void casesOfTheirOwnNamesAndBelowAreFoundToo() throws IOException {
    Path below = Files.createDirectory(folder.resolve("below"));
    Files.copy(folder.resolve("policy.yaml"), below.resolve("strict.yaml"));
    Files.writeString(
        below.resolve("bursts.cases.yaml"),
        """
        policy: strict.yaml
        cases:
          a:
            - { at: 2026-04-01, call: GET /, expect: allowed }
        """);

    assertThat(PolicyTests.in(folder))
        .extracting(DynamicNode::getDisplayName)
        .containsExactly(
            below.resolve("bursts.cases.yaml").toString(), folder.resolve("cases.yaml").toString());
  }

  @Test
  void aPlaceWithoutCasesIsNotPassedOver() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> PolicyTests.in(empty)).hasMessageContaining("cases.yaml");
    assertThatThrownBy(() -> PolicyTests.in(folder.resolve("other")))
        .hasMessageContaining("no such file");
  }

  private static DynamicNode only(Path folder) {
    List<DynamicNode> all = PolicyTests.in(folder).toList();
    assertThat(all).hasSize(1);
    return Objects.requireNonNull(all.getFirst());
  }

  private static List<DynamicTest> tests(DynamicNode container) {
    return ((DynamicContainer) container).getChildren().map(DynamicTest.class::cast).toList();
  }
}
