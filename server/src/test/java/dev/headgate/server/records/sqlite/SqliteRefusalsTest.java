package dev.headgate.server.records.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.Refusals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRefusalsTest {
  @TempDir Path folder;

  @Test
  void aFileThatIsNoDatabaseStaysAsItIs() throws Exception {
    Path file = Files.writeString(folder.resolve("records.db"), "tenants: {}\n".repeat(100));

    refusedAndUntouched(file, "no SQLite database (expected: a database of headgate, or no file)");
  }

  @Test
  void theDatabaseOfAnotherProgramStaysAsItIs() throws Exception {
    Path file = folder.resolve("records.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE theirs (id integer)");
    }

    refusedAndUntouched(file, "the database of another program");
  }

  @Test
  void aFolderIsNoFile() {
    Refusals.refused(() -> open(folder), "no file (expected: a file, or none yet)");
  }

  @Test
  void aFileInNoFolderIsRefused() {
    Refusals.refused(
        () -> open(folder.resolve("none").resolve("records.db")),
        "no folder for it (expected: its folder is there)");
  }

  @Test
  void aTornFileOfOursIsRefused() throws Exception {
    Path file = folder.resolve("records.db");
    open(file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));

    Refusals.refused(() -> open(file), "sqlite:" + file);
  }

  @Test
  void onlyTheOwnerMayReadWhatIsMade() throws Exception {
    Path file = folder.resolve("records.db");

    open(file);

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  private void refusedAndUntouched(Path file, String said) throws Exception {
    byte[] before = Files.readAllBytes(file);

    Refusals.refused(() -> open(file), said);

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.toList()).isEqualTo(List.of(file));
    }
  }

  private static void open(Path file) {
    SqliteRecords.open(new RecordsUrl.Sqlite(file)).close();
  }
}
