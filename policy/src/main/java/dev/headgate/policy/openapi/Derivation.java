package dev.headgate.policy.openapi;

import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.yaml.Descriptions;
import dev.headgate.policy.yaml.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of deriving a price book. */
public sealed interface Derivation {
  /** There is a book. */
  record Derived(DerivedBook book) implements Derivation {}

  /**
   * There is none.
   *
   * @param problems everything that is wrong with the description and the rules, at least one
   */
  record Rejected(List<Problem> problems) implements Derivation {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Derives a price book. Nothing is thrown for files that are missing, too large or wrong.
   *
   * @param description OpenAPI 3.0 or 3.1, in JSON or YAML
   * @param rules in YAML, or null for the usual ones
   */
  static Derivation derive(Path description, @Nullable Path rules) {
    Problems problems = new Problems();
    Value.Fields usual = usualRules(problems);
    Value.Fields stated =
        rules == null
            ? new Value.Fields(usual.place(), Map.of())
            : Descriptions.read(rules, problems);
    Value.Fields document = Descriptions.read(description, problems);
    BookRules read = stated == null ? null : BookRulesReader.read(stated, usual, problems);
    DerivedBook book =
        document == null || read == null ? null : new BookMaker(document, read, problems).book();
    return book == null || problems.any() ? new Rejected(problems.problems()) : new Derived(book);
  }

  private static Value.Fields usualRules(Problems problems) {
    try (InputStream in = Derivation.class.getResourceAsStream("rules.yaml")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Objects.requireNonNull(Descriptions.readText("rules.yaml", text, problems));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
