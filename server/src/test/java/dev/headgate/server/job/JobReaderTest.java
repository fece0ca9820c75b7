package dev.headgate.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobReaderTest {
  private final JobReader reader = new JobReader(URI.create("https://api.example.org/v1/"));

  private JobCall call(String line) {
    return switch (reader.read(7, line)) {
      case JobLine.Wanted(JobCall call) -> call;
      case JobLine.Nothing() -> throw new AssertionError("nothing");
      case JobLine.Wrong(String problem) -> throw new AssertionError(problem);
    };
  }

  @Test
  void aLineIsMethodAndTarget() {
    JobCall call = call("GET /items/7?fields=a");

    assertThat(call.uri()).isEqualTo(URI.create("https://api.example.org/items/7?fields=a"));
    assertThat(call.target()).isEqualTo("/items/7?fields=a");
    assertThat(call.isRepeatable()).isTrue();
  }

  @Test
  void aLineIsAnObjectOfJson() {
    JobCall call =
        call(
            """
            {"id":"a","method":"post","url":"items","headers":{"X-A":"b"},
             "body":{"n":1},"tenant":"tenant-a","points":51}""");

    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.uri()).isEqualTo(URI.create("https://api.example.org/v1/items"));
    assertThat(call.body()).isEqualTo("{\"n\":1}");
    assertThat(call.fields()).containsEntry("X-A", "b").containsKey("Content-Type");
    assertThat(call.meta()).isEqualTo(new JobCall.Meta("a", "tenant-a", 51L));
    assertThat(call.isRepeatable()).isFalse();
  }

  @Test
  void aLineThatIsTooLongIsAProblemAndTheNextIsRead() throws Exception {
    String longest = "GET /" + "a".repeat(JobReader.LINE_MAX - 5);
    BufferedReader file =
        new BufferedReader(new StringReader(longest + "\r\n#" + longest + "\nGET /b"));

    JobLine first = reader.read(1, String.valueOf(JobReader.next(file)).strip());
    JobLine second = reader.read(2, String.valueOf(JobReader.next(file)));
    JobLine third = reader.read(3, String.valueOf(JobReader.next(file)));

    assertThat(first).isInstanceOf(JobLine.Wanted.class);
    assertThat(second)
        .isEqualTo(new JobLine.Wrong("line 2: too long (expected: <= " + JobReader.LINE_MAX + ")"));
    assertThat(third).isInstanceOf(JobLine.Wanted.class);
    assertThat(JobReader.next(file)).isNull();
  }

  @Test
  void emptyLinesAndCommentsAreNothing() {
    assertThat(reader.read(1, "  ")).isInstanceOf(JobLine.Nothing.class);
    assertThat(reader.read(1, "# later")).isInstanceOf(JobLine.Nothing.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "items; line 7: \"items\" (expected: METHOD TARGET, or JSON)",
        "{\"url\"; line 7: no JSON",
        "{}; line 7: url: none (expected: a URL, or a path below --base)",
        "{\"url\":\"/a\",\"metod\":\"GET\"}; line 7: key: metod (expected: one of body, headers,",
        "{\"url\":\"/a\",\"points\":-3}; line 7: points: -3 (expected: a number >= 0)",
        "G=T /a; line 7: method: G=T (expected: GET, POST, ...)",
        "GET ftp://a/b; line 7: url: ftp://a/b (expected: http or https with a host"
      })
  void whatIsNoCallIsToldWithItsLine(String line, String problem) {
    assertThat(reader.read(7, line))
        .isInstanceOfSatisfying(
            JobLine.Wrong.class, wrong -> assertThat(wrong.problem()).startsWith(problem));
  }
}
