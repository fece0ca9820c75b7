package dev.headgate.server.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsUrlTest {
  private static final Path FOLDER = Path.of("/etc/headgate");

  @Test
  void aFileLiesInTheFolderOfTheConfiguration() {
    assertThat(RecordsUrl.parse("sqlite:records.db", FOLDER))
        .isEqualTo(new RecordsUrl.Sqlite(FOLDER.resolve("records.db")));
    assertThat(RecordsUrl.parse("sqlite:/var/lib/records.db", FOLDER))
        .isEqualTo(new RecordsUrl.Sqlite(Path.of("/var/lib/records.db")));
  }

  @Test
  void aServerIsReadWithAllItsParts() {
    RecordsUrl.Login login = new RecordsUrl.Login("headgate", new Secret("s3cret/@:+"));

    assertThat(
            RecordsUrl.parse(
                "postgresql://headgate:s3cret%2F%40%3A+@[::1]:6432/records?sslmode=verify-full",
                FOLDER))
        .isEqualTo(
            new RecordsUrl.Postgres(
                "::1", 6_432, "records", login, Map.of("sslmode", "verify-full")));
  }

  @Test
  void aServerMayLeaveOutPortAndPassword() {
    assertThat(RecordsUrl.parse("postgres://headgate@db.example.org/records", FOLDER))
        .isEqualTo(
            new RecordsUrl.Postgres(
                "db.example.org",
                5_432,
                "records",
                new RecordsUrl.Login("headgate", Secret.NONE),
                Map.of()));
  }

  @Test
  void nothingThatShowsItShowsThePassword() {
    RecordsUrl url = RecordsUrl.parse("postgresql://headgate:s3cret@db/records", FOLDER);

    assertThat(url.shown()).isEqualTo("postgresql://headgate@db:5432/records");
    assertThat(url.toString()).contains("***").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sqlite:",
        "sqlite:a\0b",
        "mysql://headgate:s3cret@db/records",
        "postgresql://headgate:s3cret@db",
        "postgresql://headgate:s3cret@db/",
        "postgresql://headgate:s3cret@db/a/b",
        "postgresql://headgate:s3cret@/records",
        "postgresql://headgate:s3cret%@db/records",
        "postgresql://headgate:s3cret with space@db/records",
        "postgresql://db/records",
        "postgresql://headgate:s3cret@db/records?socketTimeout=0",
        "postgresql://headgate:s3cret@db/records?sslmode",
      })
  void aTextThatIsNoneIsRefusedWithoutThePassword(String text) {
    assertThatThrownBy(() -> RecordsUrl.parse(text, FOLDER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(expected: ")
        .hasMessageNotContaining("s3cret");
  }
}
