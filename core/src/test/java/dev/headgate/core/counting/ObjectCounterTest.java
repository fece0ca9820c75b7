package dev.headgate.core.counting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.counting.Counted.Form;
import dev.headgate.core.pricing.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted, case by case. */
class ObjectCounterTest {
  private static Counted count(String document, String... paths) {
    List<JsonPath> parsed = Stream.of(paths).map(JsonPath::of).toList();
    ObjectCounter counter = new ObjectCounter(CountingPlan.of(parsed), new Scratch());
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    counter.feed(bytes, 0, bytes.length);
    return counter.end();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $                    | {"id":1}                                              | 1
          $[*]                 | [{},[],1,"a",null,true]                               | 5
          $.issues[*]          | {"total":2,"issues":[{"issues":[1,2]},{}],"last":1}   | 2
          $.issues[*]          | {"issues":7}                                          | 0
          $.issues[*]          | {"issues":null}                                       | 0
          $.issues[*]          | {"issues":{"a":1,"b":2}}                              | 2
          $.issues[*]          | {"issues":[1],"issues":[2,3]}                         | 3
          $.issues[*]          | {"iss\\u0075es":[1]}                                  | 1
          $.issues[*]          | [1,2,3]                                               | 0
          $.data.items[*].user | {"data":{"items":[{"user":{}},{"user":null},{}]}}     | 1
          $.user               | {"user":"a"}                                          | 1
          $['odd name'][*]     | {"odd name":[[1],[2]]}                                | 2
          """)
  void aPathCountsWhatItLeadsToButNull(String path, String document, long expected) {
    assertThat(count(document, path)).isEqualTo(new Counted(List.of(expected), Form.WHOLE));
  }

  @Test
  void severalPathsAreCountedInOnePassing() {
    String document =
        """
        {"issues":[{"watchers":[1,2]},{"watchers":[3]}],"names":{"a":1,"b":2}}
        """;

    Counted counted =
        count(document, "$.issues[*]", "$.issues[*].watchers[*]", "$.names.*", "$", "$.names");

    assertThat(counted.objects()).containsExactly(2L, 3L, 2L, 1L, 1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{]", "[1 2]", "{\"a\" 1}", "{\"a\":}", "[1],", "{}{}", "{,}"})
  void whatIsNoJsonIsSaidSo(String document) {
    assertThat(count(document, "$[*]", "$.b").form()).isEqualTo(Form.NOT_JSON);
  }

  @Test
  void aCutDocumentHasTheCountsUpToThere() {
    Counted counted = count("{\"issues\":[{\"id\":1},{\"id\":2},{\"id", "$.issues[*]");

    assertThat(counted).isEqualTo(new Counted(List.of(3L), Form.CUT));
    assertThat(counted.known()).isFalse();
  }

  @Test
  void nothingIsAnEmptyDocument() {
    assertThat(count("", "$", "$[*]")).isEqualTo(new Counted(List.of(0L, 0L), Form.EMPTY));
  }

  @Test
  void theWholeCountsWhateverItsForm() {
    assertThat(count("<html>", "$")).isEqualTo(new Counted(List.of(1L), Form.WHOLE));
  }

  @Test
  void aMillionNestedArraysTakeNoMoreRoomThanOne() {
    int depth = 1_000_000;
    String nested = "[".repeat(depth) + "]".repeat(depth);

    assertThat(count("[" + nested + ",2]", "$[*]")).isEqualTo(new Counted(List.of(2L), Form.WHOLE));
    assertThat(count("[" + "[".repeat(depth), "$[*][*]").form()).isEqualTo(Form.CUT);
  }

  @Test
  void aCounterAllocatesNothingWhileItIsFed() {
    byte[] part = "{\"a\":[{\"b\":\"c\\\"\"},1,null],\"d\":{}},".getBytes(StandardCharsets.UTF_8);
    byte[] opening = {'['};
    CountingPlan plan = CountingPlan.of(List.of(JsonPath.of("$[*].a[*].b")));
    ObjectCounter counter = new ObjectCounter(plan, new Scratch());
    counter.feed(opening, 0, 1);
    Runnable feeding = () -> repeat(10_000, counter, part);
    feeding.run();

    long before = allocated();
    feeding.run();
    long bytes = allocated() - before;

    assertThat(bytes).as("bytes of 10,000 parts").isLessThan(10_000);
    assertThat(counter.end().objects()).containsExactly(20_000L);
  }

  private static void repeat(int times, ObjectCounter counter, byte[] part) {
    for (int i = 0; i < times; i++) {
      counter.feed(part, 0, part.length);
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  @Test
  void aPlanHasNoMorePathsThanAPrice() {
    JsonPath[] paths = new JsonPath[CountingPlan.PATHS_MAX + 1];
    Arrays.fill(paths, JsonPath.ROOT);

    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> CountingPlan.of(List.of(paths)))
        .withMessage("paths: 17 (expected: 1 to 16)");
  }
}
