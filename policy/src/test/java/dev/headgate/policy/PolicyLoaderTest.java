package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.snapshot.Rule;
import dev.headgate.policy.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyLoaderTest {
  @Test
  void aLimitIsThreeLines() {
    Policy policy =
        Policies.loaded(
            """
            limits:
              environment:
                window: 10 per second
            """);

    Rule rule = policy.snapshot().rules().getFirst();
    assertThat(rule.name()).isEqualTo("environment");
    assertThat(rule.meters().signature()).isEqualTo("window-1000000");
  }

  @Test
  void everyProblemOfADocumentIsReportedAtOnce() {
    List<Problem> problems =
        Policies.rejected(
            """
            limts: {}
            limits:
              burst:
                bucket: -5 per 1s
                per: [tennant]
                when: operation.method == 3
            """);

    assertThat(problems.stream().map(Problem::toString).toList())
        .containsExactly(
            "policy.yaml:1:1: limts: unknown key \"limts\"\n  hint: did you mean \"limits\"?",
            "policy.yaml:4:13: limits.burst.bucket: -5 (expected: an amount of 1 to 1000000000000)",
            "policy.yaml:5:11: limits.burst.per[0]: unknown attribute \"tennant\"\n"
                + "  hint: did you mean \"tenant\"? (others are declared under attributes)",
            "policy.yaml:6:28: limits.burst.when: expression: found no matching overload for '_==_'"
                + " applied to '(string, int)'");
  }
}
