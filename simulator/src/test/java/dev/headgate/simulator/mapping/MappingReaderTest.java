package dev.headgate.simulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.problem.Problems;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MappingReaderTest {
  private static List<String> problems(String text) {
    Problems problems = new Problems();
    Mapping mapping = MappingReader.readText("mapping.yaml", text, Path.of("."), problems);
    assertThat(mapping == null).isEqualTo(problems.any());
    return problems.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceWithItsPlace() {
    List<String> problems =
        problems(
            """
            format: combine
            time: { column: time, means: ends, spread: evenly, window: 2d, zone: Berlin }
            call:
              method: method
              duration: { column: ms, unit: minutes }
            caler: { tenant: t }
            cost: { points: -1, bytes: { per: 3 } }
            logged429: no
            repeats: { within: 3s }
            """);

    assertThat(problems).hasSize(13);
    assertThat(problems.getFirst()).startsWith("mapping.yaml:1:9: format: \"combine\"");
    assertThat(String.join("\n", problems))
        .contains(
            "2:30: time.means: \"ends\" (expected: one of end, start)",
            "2:44: time.spread: \"evenly\"",
            "more than a day (expected: 0s to 1d)",
            "\"Berlin\" (expected: a time zone",
            "no \"path\" (expected: method and path, or operation)",
            "6:1: caler: unknown key \"caler\"",
            "did you mean \"caller\"?",
            "\"minutes\" (expected: one of ms, s, us)");
  }

  @Test
  void anEndNeedsADuration() {
    assertThat(problems("time: { column: t, means: end }\ncall: { path: p }\n"))
        .containsExactly(
            "mapping.yaml:1:20: time.means: end without a duration (expected: call.duration is"
                + " there)");
  }

  @Test
  void aRegularExpressionNeedsOneGroup() {
    assertThat(
            problems(
                "time: t\ncall: { path: p }\ncaller: { tenant: { column: host, match: '^(a' } }\n"))
        .singleElement()
        .asString()
        .contains("\"^(a\" (expected: a regular expression with one group");
  }

  @Test
  void aPatternThatCannotTellItsNamesApartIsRefused() {
    assertThat(problems("pattern: $time$path\ntime: time\ncall: { path: path }\n"))
        .containsExactly(
            "mapping.yaml:1:10: pattern: nothing after $time (expected: something to tell the next"
                + " from it)");
  }
}
