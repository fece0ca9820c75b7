package dev.headgate.testkit.junit;

import dev.headgate.policy.problem.Problem;
import dev.headgate.testkit.cases.CaseFile;
import dev.headgate.testkit.cases.CaseFiles;
import dev.headgate.testkit.cases.CaseLoad;
import dev.headgate.testkit.cases.CaseLoader;
import dev.headgate.testkit.cases.CaseResult;
import dev.headgate.testkit.cases.DecisionCase;
import dev.headgate.testkit.cases.Difference;
import dev.headgate.testkit.cases.FailureText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;

/**
 * Tests of JUnit from documents of decision cases, for a method with {@code @TestFactory}:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> ourPoliciesAnswerAsWritten() {
 *   return PolicyTests.in(Path.of("policies"));
 * }
 * }</pre>
 *
 * <p>Each case is a test whose source is its line in the document. A document with problems, and a
 * place without cases, is a test that fails.
 */
public final class PolicyTests {
  private PolicyTests() {}

  /**
   * The tests of documents.
   *
   * @param places files, and folders that stand for each {@code cases.yaml} and {@code
   *     *.cases.yaml} in them and below
   */
  public static Stream<DynamicNode> in(Path... places) {
    try {
      return CaseFiles.of(List.of(places)).stream().map(PolicyTests::tests);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static DynamicNode tests(Path file) {
    return switch (CaseLoader.load(file)) {
      case CaseLoad.Loaded(CaseFile loaded) ->
          DynamicContainer.dynamicContainer(
              loaded.name(),
              file.toUri(),
              loaded.cases().stream().map(told -> test(file, loaded, told)));
      case CaseLoad.Rejected rejected ->
          DynamicTest.dynamicTest(
              file.toString(),
              file.toUri(),
              () -> {
                throw new AssertionFailedError(
                    rejected.problems().stream()
                        .map(Problem::toString)
                        .collect(Collectors.joining("\n")));
              });
    };
  }

  private static DynamicNode test(Path file, CaseFile loaded, DecisionCase told) {
    URI line = URI.create(file.toUri() + "?line=" + told.place().line());
    return DynamicTest.dynamicTest(told.name(), line, () -> check(loaded.run(told)));
  }

  private static void check(CaseResult result) {
    if (result instanceof CaseResult.Failed failed) {
      throw new AssertionFailedError(
          String.join("\n", FailureText.of(failed)),
          side(failed, difference -> difference.expectation().value()),
          side(failed, Difference::actual));
    }
  }

  /** One side of the differences, so that an editor shows them beside each other. */
  private static String side(CaseResult.Failed failed, Function<Difference, String> value) {
    return failed.differences().stream()
        .map(one -> one.expectation().title() + ": " + value.apply(one))
        .collect(Collectors.joining("\n"));
  }
}
