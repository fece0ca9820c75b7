package dev.headgate.headers.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FieldLinesTest {

  @Test
  void namesAreFoundInAnyCase() {
    FieldLines fields = FieldLines.of(Map.of("RateLimit", List.of("a", "b")));

    assertThat(fields.lines("ratelimit")).containsExactly("a", "b");
    assertThat(fields.lines("RATELIMIT")).containsExactly("a", "b");
    assertThat(fields.lines("RateLimit-Policy")).isEmpty();
  }

  @Test
  void namesThatDifferInCaseAreOneField() {
    TreeMap<String, List<String>> map = new TreeMap<>();
    map.put("RATELIMIT", List.of("a"));
    map.put("ratelimit", List.of("b"));

    assertThat(FieldLines.of(map).lines("RateLimit")).containsExactly("a", "b");
  }

  @Test
  void theTextNamesFieldsButNotTheirValues() {
    FieldLines fields = FieldLines.of(Map.of("Authorization", List.of("Bearer x")));

    assertThat(fields).hasToString("fields [Authorization]");
  }
}
