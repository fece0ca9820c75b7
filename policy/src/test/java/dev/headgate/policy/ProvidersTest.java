package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.snapshot.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One policy for each kind of provider in the facts, with its decision cases. */
class ProvidersTest {
  private static final Path PROVIDERS = Policies.examples().resolve("providers");

  @TestFactory
  Stream<DynamicContainer> everyProviderAnswersItsCasesAsWritten() throws IOException {
    return folders().stream()
        .map(
            folder -> {
              Policy policy = policy(folder);
              return DynamicContainer.dynamicContainer(
                  folder.getFileName().toString(),
                  CaseReader.read(folder.resolve("cases.yaml")).stream()
                      .map(
                          told ->
                              DynamicTest.dynamicTest(
                                  told.name(), () -> CaseRunner.run(policy, told))));
            });
  }

  /** The kinds of counters that a line of the facts speaks of, by folder. */
  @ParameterizedTest
  @CsvSource({
    "code-hosting, allotment window",
    "code-hosting-rolling, slices",
    "commerce-graphql, bucket ceiling",
    "crm, allotment concurrency slices",
    "directory, window",
    "document-cloud, slices window",
    "llm, bucket",
    "payments, bucket concurrency window",
    "work-management, allotment ceiling",
  })
  void aPolicyIsMadeOfTheKindsOfCountersThatItsProviderHas(String folder, String kinds) {
    TreeSet<String> made = new TreeSet<>();
    for (Rule rule : policy(PROVIDERS.resolve(folder)).snapshot().rules()) {
      made.add(rule.meters().signature().replaceAll("-.*", ""));
    }

    assertThat(String.join(" ", made)).isEqualTo(kinds);
  }

  @Test
  void everyRuleOfEveryPolicyIsShownByACase() throws IOException {
    for (Path folder : folders()) {
      Set<String> shown = new TreeSet<>();
      for (DecisionCase told : CaseReader.read(folder.resolve("cases.yaml"))) {
        told.steps().forEach(step -> shown.addAll(named(step.expected())));
      }

      assertThat(policy(folder).snapshot().rules())
          .as("%s, where cases name %s", folder, shown)
          .allMatch(rule -> shown.contains(rule.name()) || shown.contains(rule.reason("")));
    }
  }

  /** The rules that an expectation is about, by name or reason. */
  private static Set<String> named(DecisionCase.Expected expected) {
    Set<String> named = new TreeSet<>(expected.remaining().keySet());
    named.addAll(expected.amount().keySet());
    named.add(expected.binding());
    named.add(expected.reason());
    return named;
  }

  @Test
  void theReadmeShowsCasesThatHold() throws IOException {
    String readme = Files.readString(PROVIDERS.resolve("README.md"));
    Matcher block = Pattern.compile("(?ms)^```yaml cases\\n(.*?)^```").matcher(readme);
    Policy policy = policy(PROVIDERS.resolve("commerce-graphql"));

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

  private static Policy policy(Path folder) {
    return Policies.loaded(PolicyLoader.load(folder.resolve("policy.yaml")));
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(PROVIDERS)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }
}
