package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One policy for each kind of provider in the facts, with its decision cases. */
class ProvidersTest {
  private static final Path PROVIDERS = Policies.examples().resolve("providers");

  @TestFactory
  Stream<DynamicContainer> everyProviderAnswersItsCasesAsWritten() throws IOException {
    return folders().stream()
        .map(
            folder -> {
              Policy policy = Policies.loaded(PolicyLoader.load(folder.resolve("policy.yaml")));
              return DynamicContainer.dynamicContainer(
                  folder.getFileName().toString(),
                  CaseReader.read(folder.resolve("cases.yaml")).stream()
                      .map(
                          told ->
                              DynamicTest.dynamicTest(
                                  told.name(), () -> CaseRunner.run(policy, told))));
            });
  }

  @Test
  void everyLineOfTheFactsHasAPolicy() throws IOException {
    assertThat(folders().stream().map(folder -> folder.getFileName().toString()))
        .containsExactly(
            "code-hosting",
            "code-hosting-rolling",
            "commerce-graphql",
            "crm",
            "directory",
            "document-cloud",
            "llm",
            "payments",
            "work-management");
  }

  @Test
  void theReadmeShowsCasesThatHold() throws IOException {
    String readme = Files.readString(PROVIDERS.resolve("README.md"));
    Matcher block = Pattern.compile("(?ms)^```yaml cases\\n(.*?)^```").matcher(readme);
    Policy policy =
        Policies.loaded(PolicyLoader.load(PROVIDERS.resolve("commerce-graphql/policy.yaml")));

    assertThat(block.find()).isTrue();
    CaseReader.readText("README.md", block.group(1)).forEach(told -> CaseRunner.run(policy, told));
  }

  @Test
  void aCaseThatDoesNotHoldSaysWhereAndWhy() {
    Policy policy = Policies.loaded("limits: { tight: { window: 1 per 1s } }");
    DecisionCase wrong =
        CaseReader.readText(
                "cases.yaml",
                """
                cases:
                  two at once:
                    - { at: 2026-04-01T12:00:00Z, call: GET /, times: 2, expect: allowed }
                """)
            .getFirst();

    assertThatThrownBy(() -> CaseRunner.run(policy, wrong))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("cases.yaml:3:7, call 2 of 2: tight", "allowed", "throttled");
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(PROVIDERS)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }
}
