package dev.headgate.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.problem.Problems;
import dev.headgate.server.records.RecordsSettings;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordsReaderTest {
  private static final String SERVER = "postgresql://headgate@db.example.org/records";

  @TempDir Path folder;

  private final Problems problems = new Problems();

  @Test
  void withoutASectionThereAreNone() throws IOException {
    assertThat(read("")).isNull();
    assertThat(problems.problems()).isEmpty();
  }

  /** Every name with its default; a change here is a change for every operator. */
  @Test
  void namesAndDefaultsAreThese() throws IOException {
    RecordsSettings least = read("records: { url: \"sqlite:records.db\" }");

    assertThat(read("records: { url: \"sqlite:records.db\", keepUsage: 400d }")).isEqualTo(least);
    assertThat(least)
        .isEqualTo(
            new RecordsSettings(
                new RecordsUrl.Sqlite(folder.resolve("records.db")), Duration.ofDays(400)));
  }

  @Test
  void aPasswordComesFromTheUrlAFileOrTheEnvironment() throws IOException {
    Files.writeString(folder.resolve("password"), "s3cret of a file\n");
    String path = Objects.requireNonNull(System.getenv("PATH"));

    assertThat(password("{ url: \"" + SERVER.replace("@", ":s3cret@") + "\" }"))
        .isEqualTo(new Secret("s3cret"));
    assertThat(password("{ url: \"" + SERVER + "\", passwordFile: password }"))
        .isEqualTo(new Secret("s3cret of a file"));
    assertThat(password("{ url: \"" + SERVER + "\", passwordVariable: PATH }"))
        .isEqualTo(new Secret(path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "records: {} | no \"url\"",
        "records: { url: 'postgresql://a:s3cret@b' } | host, user or database missing",
        "records: { url: 'sqlite:r.db', keepUsage: 1m } | too short (expected: >= 1h)",
        "records: { url: 'sqlite:r.db', passwordFile: none } | no such file: none",
        "records: { url: 'sqlite:r.db', passwordVariable: NO_SUCH } | NO_SUCH is not set",
        "records: { url: 'sqlite:r.db', password: s3cret } | unknown key \"password\"",
      })
  void mistakesAreProblemsThatShowNoPassword(String section, String said) throws IOException {
    assertThat(read(section)).isNull();

    assertThat(problems.problems())
        .extracting(Problem::toString)
        .anyMatch(problem -> problem.contains(said))
        .noneMatch(problem -> problem.contains("s3cret"));
  }

  private Secret password(String section) throws IOException {
    RecordsSettings settings = Objects.requireNonNull(read("records: " + section));
    return ((RecordsUrl.Postgres) settings.url()).login().password();
  }

  private @Nullable RecordsSettings read(String section) throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), "limits: {}\n");
    Path file =
        Files.writeString(folder.resolve("headgate.yaml"), "policy: policy.yaml\n" + section);
    ServeSettings settings = ServeReader.read(file, problems);
    return settings == null ? null : settings.files().records();
  }
}
