package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema that editors use agrees with the loader. */
class PolicySchemaTest {
  /** Mistakes that no schema can see, because they lie in the file or between several values. */
  private static final Set<String> BEYOND_SHAPE =
      Set.of(
          "alias",
          "amount-by-call",
          "amount-floor-above-cap",
          "bad-date",
          "accuracy-of-a-guarantee",
          "accuracy-of-permits",
          "beyond-exact-numbers",
          "beyond-exact-numbers-by-formula",
          "cohort-by-call",
          "duplicate-key",
          "empty",
          "exemption-of-nothing",
          "expression-no-truth",
          "expression-over-lines",
          "expression-syntax",
          "expression-type",
          "expression-unknown-attribute",
          "expression-unknown-name",
          "include-cycle",
          "include-missing",
          "include-outside",
          "leased-exact-sliding",
          "leased-share-of-nothing",
          "leased-with-charged-refusals",
          "length-too-long",
          "missing-without-per",
          "not-utf8",
          "optimistic-budget-above-limit",
          "overflowing-amount",
          "policy-field-of-atlassian",
          "pool-guarantees-too-much",
          "pool-member-twice",
          "pool-of-a-lifetime",
          "pool-too-large",
          "price-path-malformed",
          "price-reserve-of-nothing",
          "price-too-high",
          "price-unknown-class",
          "price-unknown-operation",
          "price-usual-above-most",
          "quota-carry-and-tolerance",
          "quota-rolling-with-zone",
          "quota-tolerance",
          "quota-unknown-zone",
          "review-of-no-app",
          "route-parameter-of-identity",
          "route-twice",
          "same-name-in-limits-and-quotas",
          "same-window-twice",
          "sliding-log-too-long",
          "tab",
          "tag",
          "template-dots",
          "template-malformed",
          "too-deep",
          "two-documents",
          "unclosed",
          "unknown-attribute",
          "unknown-product");

  @ParameterizedTest
  @MethodSource("policiesOfTheExamples")
  void everyExampleFitsTheSchema(Path file) throws IOException {
    assertThat(problems(Files.readString(file))).isEmpty();
  }

  static List<Path> policiesOfTheExamples() throws IOException {
    try (Stream<Path> all = Files.walk(Policies.examples())) {
      return all.filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("cases.yaml"))
          .filter(file -> !file.endsWith("registry.yaml") && !file.endsWith("node.yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("mistakesOfShape")
  void everyMistakeOfShapeIsSeenBySchemaToo(Path file) throws IOException {
    assertThat(problems(Files.readString(file))).isNotEmpty();
  }

  @Test
  void theListOfOtherMistakesNamesFilesThatExist() throws IOException {
    assertThat(BadPoliciesTest.files().stream().map(PolicySchemaTest::name).toList())
        .containsAll(BEYOND_SHAPE);
  }

  static List<Path> mistakesOfShape() throws IOException {
    return BadPoliciesTest.files().stream()
        .filter(file -> !BEYOND_SHAPE.contains(name(file)))
        .toList();
  }

  static List<String> problems(String yaml) {
    return schema().validate(yaml, InputFormat.YAML).stream().map(Object::toString).toList();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replace(".yaml", "");
  }

  private static Schema schema() {
    try (InputStream schema = Policies.class.getResourceAsStream("policy.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(schema);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
