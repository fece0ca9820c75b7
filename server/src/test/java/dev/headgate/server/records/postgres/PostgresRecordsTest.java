package dev.headgate.server.records.postgres;

import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsContract;
import dev.headgate.server.records.RecordsUrl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

@Tag("seeded")
@Tag("raced")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresRecordsTest extends RecordsContract {
  private PostgresProcess server;
  private RecordsUrl.Postgres url;

  @BeforeAll
  void start() throws Exception {
    server = new PostgresProcess();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void empty() throws Exception {
    url = server.database();
  }

  @Override
  protected Records open() {
    return PostgresRecords.open(url);
  }

  @Override
  protected void execute(String sql) throws Exception {
    server.execute(url, sql);
  }
}
