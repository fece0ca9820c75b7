package dev.headgate.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatsTest {
  private static final String COMBINED =
      """
      192.0.2.7 - user-17 [17/May/2015:10:05:03 +0000] "GET /a?x=1 HTTP/1.1" 200 203 "-" "\\"x\\""

      192.0.2.8 - - [17/May/2015:10:05:04 +0000] "POST /b HTTP/1.1" 201 - "http://example.org/" "agent"
      """;

  @TempDir Path folder;

  @Test
  void theCombinedFormatIsFoundAndGivesTheColumnsThatAreWanted() throws IOException {
    List<String> rows =
        Logs.rows(Logs.file(COMBINED), null, "address", "user", "time", "method", "path", "bytes");

    assertThat(rows)
        .containsExactly(
            "1 192.0.2.7|user-17|17/May/2015:10:05:03 +0000|GET|/a?x=1|203",
            "3 192.0.2.8|null|17/May/2015:10:05:04 +0000|POST|/b|null");
  }

  @Test
  void aQuoteThatNeverClosesIsNamedWithItsLineAndSpoilsNoOther() throws IOException {
    String cut = COMBINED.replace("\"agent\"\n", "\"agent\n") + COMBINED.lines().findFirst().get();

    List<String> rows = Logs.rows(Logs.file(cut), null, "path");

    assertThat(rows)
        .containsExactly("1 /a?x=1", "3 wrong: no closing quote after $agent", "4 /a?x=1");
  }

  @Test
  void aRequestThatIsNoneHasNoMethodAndNoPath() throws IOException {
    String odd = COMBINED.replace("GET /a?x=1 HTTP/1.1", "\\x16\\x03");

    assertThat(Logs.rows(Logs.file(odd), null, "method", "path").getFirst())
        .isEqualTo("1 null|null");
  }

  @Test
  void theCommonFormatIsToldFromTheCombinedOne() throws IOException {
    String common = "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET /a b HTTP/1.1\" 200 203\r\n";

    assertThat(Logs.rows(Logs.file(common), null, "path", "protocol", "bytes"))
        .containsExactly("1 /a b|HTTP/1.1|203");
  }

  @Test
  void whatEnvoyWritesByDefaultIsRead() throws IOException {
    String envoy =
        "[2026-03-02T09:00:00.123Z] \"GET /a HTTP/2\" 200 - 0 512 17 16 \"192.0.2.7\" \"agent\""
            + " \"id-1\" \"api.example.org\" \"10.0.0.1:80\"\n";

    assertThat(Logs.rows(Logs.file(envoy), null, "time", "path", "duration", "address", "host"))
        .containsExactly("1 2026-03-02T09:00:00.123Z|/a|17|192.0.2.7|api.example.org");
  }

  @Test
  void aPatternIsWrittenAsNginxWritesItsFormat() throws IOException {
    LinePattern pattern =
        LinePattern.of("$remote_addr [$time_local] \"$request\" $status rt=$request_time");
    String log = "192.0.2.7 [02/Mar/2026:09:00:00 +0100] \"GET /a HTTP/1.1\" 200 rt=0.125\n";

    assertThat(
            Logs.rows(
                Logs.file(log),
                new Format.Text("pattern", pattern),
                "remote_addr",
                "path",
                "request_time"))
        .containsExactly("1 192.0.2.7|/a|0.125");
  }

  @Test
  void jsonLinesHaveAnyNamesAndObjectsInside() throws IOException {
    String log =
        """
        {"ts": 1772442000.5, "http": {"url": "/a", "size": 12, "tags": [{"url": 2}]}, "who": null}
        {"ts": 1772442001, "http": "none"}
        {"ts": 17724420
        [1]
        """;

    assertThat(Logs.rows(Logs.file(log), null, "ts", "http.url", "http.size", "who"))
        .containsExactly(
            "1 1772442000.5|/a|12|null",
            "2 1772442001|null|null|null",
            "3 wrong: no well-formed JSON at byte 15",
            "4 wrong: no JSON object");
  }

  @Test
  void csvIsReadByTheNamesOfItsHeader() throws IOException {
    String log =
        """
        when,url,"who, in full",points
        2026-03-02T09:00:00Z,"/a,b","app ""one""\",7
        2026-03-02T09:00:01Z,/b,,
        2026-03-02T09:00:02Z,/b
        2026-03-02T09:00:02Z,"/b,x,1
        """;

    assertThat(Logs.rows(Logs.file(log), null, "when", "url", "who, in full", "points"))
        .containsExactly(
            "2 2026-03-02T09:00:00Z|/a,b|app \"one\"|7",
            "3 2026-03-02T09:00:01Z|/b|null|null",
            "4 wrong: 2 cells (expected: 4, as in the header)",
            "5 wrong: no closing quote in cell 2");
  }

  @Test
  void parquetIsReadByDuckDb() throws Exception {
    Path file = folder.resolve("calls.parquet");
    try (var connection = java.sql.DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT TIMESTAMP '2026-03-02 09:00:00.125' AS t, '/a' AS url, 7 AS points"
              + " UNION ALL SELECT TIMESTAMP '2026-03-02 09:00:01', '/b', NULL) TO '"
              + file
              + "' (FORMAT parquet)");
    }

    assertThat(Logs.rows(InputFile.of(file), null, "t", "url", "points"))
        .containsExactly("1 2026-03-02 09:00:00.125|/a|7", "2 2026-03-02 09:00:01|/b|null");
    assertThat(LogFile.peek(InputFile.of(file)).columns()).containsExactly("t", "url", "points");
    assertThatThrownBy(() -> Logs.rows(InputFile.of(file), null, "t", "uri"))
        .isInstanceOf(MissingColumnException.class)
        .hasMessageContaining("uri: no such column");
  }

  @Test
  void gzipAndZstdAreKnownByTheirFirstBytes() throws IOException {
    List<String> plain = Logs.rows(Logs.file(COMBINED), null, "path");

    byte[] gzip = Logs.packed(COMBINED, GZIPOutputStream::new);
    byte[] zstd = Logs.packed(COMBINED, ZstdOutputStream::new);

    assertThat(Logs.rows(Logs.file(gzip), null, "path")).isEqualTo(plain);
    assertThat(Logs.rows(Logs.file(zstd), null, "path")).isEqualTo(plain);
  }

  @Test
  void severalGzipMembersAreOneFile() throws IOException {
    byte[] one = Logs.packed(COMBINED, GZIPOutputStream::new);
    byte[] two = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, two, one.length, one.length);

    assertThat(Logs.rows(Logs.file(two), null, "path")).hasSize(4);
  }

  @Test
  void aTruncatedGzipGivesWhatIsThereAndSaysAfterWhichLineItBreaksOff() {
    String long_ = COMBINED.repeat(5_000);
    byte[] whole = Logs.packed(long_, GZIPOutputStream::new);
    InputFile cut = Logs.file(Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> Logs.rows(cut, null, "path"))
        .isInstanceOfSatisfying(
            BrokenLogException.class,
            broken -> assertThat(broken.line()).isBetween(1_000L, 15_000L))
        .hasMessage("ends in the middle of its compressed data");
  }

  @Test
  void aFileInNoKnownFormatIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> Logs.rows(Logs.file("nothing\nof use\n"), null, "path"))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessage(
            "access.log:1: no known format (expected: combined, common, envoy, json, csv, parquet,"
                + " or a pattern in the mapping)");
  }

  @Test
  void aMissingColumnIsAProblemOfTheMappingWithAHint() {
    assertThatThrownBy(() -> Logs.rows(Logs.file("time,url\n1,/a\n"), null, "time", "urll"))
        .isInstanceOfSatisfying(
            MissingColumnException.class,
            missing ->
                assertThat(missing.problem().toString())
                    .isEqualTo(
                        "mapping.yaml:3:9: time: \"urll\" (expected: a column of access.log)\n"
                            + "  hint: did you mean \"url\"?"));
  }

  @Test
  void aLineThatIsTooLongIsOneWrongLine() throws IOException {
    String log = COMBINED + "x".repeat(300_000) + "\n" + COMBINED.lines().findFirst().get();

    assertThat(Logs.rows(Logs.file(log), null, "path"))
        .containsExactly("1 /a?x=1", "3 /b", "4 wrong: longer than 65536 bytes", "5 /a?x=1");
  }

  @Test
  void globsFindFilesByNameAndWhatIsMissingIsSaid() throws IOException {
    for (String name : List.of("access.log.2", "access.log.1", "other")) {
      Files.writeString(folder.resolve(name), COMBINED, StandardCharsets.UTF_8);
    }

    List<InputFile> files = InputFiles.of(List.of(folder + "/access.log*"), System.in);

    assertThat(files)
        .extracting(InputFile::name)
        .containsExactly(folder + "/access.log.1", folder + "/access.log.2");
    assertThatThrownBy(() -> InputFiles.of(List.of(folder + "/none*"), System.in))
        .hasMessageContaining("no file is called like that");
    assertThatThrownBy(() -> InputFiles.of(List.of(folder.toString()), System.in))
        .hasMessageContaining("a folder (expected: files");
  }
}
