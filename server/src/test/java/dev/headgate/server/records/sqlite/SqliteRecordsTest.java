package dev.headgate.server.records.sqlite;

import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsContract;
import dev.headgate.server.records.RecordsUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("seeded")
@Tag("raced")
class SqliteRecordsTest extends RecordsContract {
  @TempDir Path folder;

  @Override
  protected Records open() {
    return SqliteRecords.open(new RecordsUrl.Sqlite(folder.resolve("records.db")));
  }

  @Override
  protected void execute(String sql) throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("records.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
