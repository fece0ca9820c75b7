package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example on the reference page is a policy, for the loader and for the schema. */
class PolicyReferenceTest {
  private static final Pattern BLOCK = Pattern.compile("```yaml policy\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleOfTheReferenceIsAPolicy(String example) {
    PolicyLoad load = PolicyLoader.loadText("policy.yaml", example);

    assertThat(load).isInstanceOf(PolicyLoad.Loaded.class);
    assertThat(PolicySchemaTest.problems(example)).isEmpty();
  }

  static List<String> examples() throws IOException {
    String page = Files.readString(Policies.root().resolve("docs/reference/policy.md"));
    return BLOCK.matcher(page).results().map((MatchResult block) -> block.group(1)).toList();
  }
}
