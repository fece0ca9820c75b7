package dev.headgate.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.snapshot.Rule;
import dev.headgate.testkit.cases.CaseFile;
import dev.headgate.testkit.cases.CaseLoad;
import dev.headgate.testkit.cases.CaseLoader;
import dev.headgate.testkit.cases.CaseResult;
import dev.headgate.testkit.cases.DecisionCase;
import dev.headgate.testkit.cases.Expectation;
import dev.headgate.testkit.cases.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples, and one policy for each kind of provider in the facts, held to their cases. */
class ProvidersTest {
  private static final Path ROOT = Path.of(System.getProperty("headgate.root", ".."));
  private static final Path EXAMPLES = ROOT.resolve("examples");
  private static final Path PROVIDERS = EXAMPLES.resolve("providers");

  @TestFactory
  Stream<DynamicNode> everyExampleAnswersItsCasesAsWritten() {
    return PolicyTests.in(EXAMPLES);
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
    for (Rule rule : cases(PROVIDERS.resolve(folder)).policy().snapshot().rules()) {
      made.add(rule.meters().signature().replaceAll("-.*", ""));
    }

    assertThat(String.join(" ", made)).isEqualTo(kinds);
  }

  @Test
  void everyRuleOfEveryPolicyIsShownByACase() throws IOException {
    for (Path folder : folders()) {
      CaseFile file = cases(folder);
      Set<String> shown = new TreeSet<>();
      for (DecisionCase told : file.cases()) {
        told.steps().forEach(step -> shown.addAll(named(step)));
      }

      assertThat(file.policy().snapshot().rules())
          .as("%s, where cases name %s", folder, shown)
          .allMatch(rule -> shown.contains(rule.name()) || shown.contains(rule.reason("")));
    }
  }

  /** The rules that the expectations of a step are about, by name or reason. */
  private static Set<String> named(Step step) {
    Set<String> named = new TreeSet<>();
    if (step instanceof Step.Calls calls) {
      for (Expectation one : calls.expected()) {
        switch (one.subject()) {
          case BINDING, REASON -> named.add(one.value());
          case REMAINING, AMOUNT -> named.add(one.of());
          default -> {}
        }
      }
    }
    return named;
  }

  @Test
  void theReferenceShowsCasesThatHold() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/reference/decision-cases.md"));
    Matcher block = Pattern.compile("(?ms)^```yaml cases\\n(.*?)^```").matcher(page);
    CaseFile provider = cases(PROVIDERS.resolve("commerce-graphql"));

    assertThat(block.find()).isTrue();
    CaseLoad load = CaseLoader.loadText("page.md", block.group(1), provider.policy());
    assertThat(load).isInstanceOf(CaseLoad.Loaded.class);
    CaseFile shown = ((CaseLoad.Loaded) load).file();
    assertThat(shown.cases())
        .allSatisfy(told -> assertThat(shown.run(told)).isInstanceOf(CaseResult.Held.class));
  }

  private static CaseFile cases(Path folder) {
    CaseLoad load = CaseLoader.load(folder.resolve("cases.yaml"));
    assertThat(load).isInstanceOf(CaseLoad.Loaded.class);
    return ((CaseLoad.Loaded) load).file();
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(PROVIDERS)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }
}
