package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.problem.Problem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One file for each mistake, and beside it exactly what a person is told. */
class BadPoliciesTest {
  @ParameterizedTest
  @MethodSource("files")
  void aMistakeIsToldWithItsPlaceAndWhatWasExpected(Path file) throws IOException {
    Path expected = Path.of(file.toString().replaceAll("\\.yaml$", ".expected"));

    List<Problem> problems = Policies.rejected(PolicyLoader.load(file));

    assertThat(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")))
        .isEqualTo(Files.readString(expected).stripTrailing());
  }

  @Test
  void theCorpusIsNotEmpty() throws IOException {
    assertThat(files()).hasSizeGreaterThan(60);
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static Path folder() throws IOException {
    try {
      return Path.of(BadPoliciesTest.class.getResource("/bad").toURI());
    } catch (URISyntaxException malformed) {
      throw new IOException(malformed);
    }
  }
}
