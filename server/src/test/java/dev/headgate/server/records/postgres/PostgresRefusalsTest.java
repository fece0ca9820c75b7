package dev.headgate.server.records.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.house.FreePorts;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.Refusals;
import dev.headgate.server.records.Secret;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresRefusalsTest {
  private PostgresProcess server;

  @BeforeAll
  void start() throws Exception {
    server = new PostgresProcess();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @Test
  void aWrongPasswordIsRefused() throws Exception {
    RecordsUrl.Postgres url = server.database();

    Refusals.refused(() -> open(url.with(new Secret("s3cret-wrong"))), "wrong password");

    assertThat(tables(url)).isZero();
  }

  @Test
  void aDatabaseThatIsNotThereIsRefused() {
    Refusals.refused(
        () -> open(server.url("none")), "/none: no such database (expected: it is there)");
  }

  @Test
  void aServerThatDoesNotAnswerIsRefused() throws Exception {
    int port = FreePorts.one();

    Refusals.refused(
        () -> open(at(port)),
        "postgresql://headgate@127.0.0.1:" + port + "/records: does not answer (expected: ");
  }

  @Test
  void aServerThatIsTooOldIsRefusedAndAskedForNothing() throws Exception {
    try (OldServer old = new OldServer("12.22")) {
      Refusals.refused(() -> open(at(old.port())), "PostgreSQL 12 (expected: >= 13)");

      assertThat(old.asked()).allMatch(statement -> statement.startsWith("SET "));
    }
  }

  @Test
  void aDatabaseInAnotherEncodingIsRefused() throws Exception {
    server.execute(
        server.url("postgres"),
        "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");

    Refusals.refused(() -> open(server.url("latin")), "server_encoding: LATIN1 (expected: UTF8)");
    assertThat(tables(server.url("latin"))).isZero();
  }

  @Test
  void aServerThatOnlyReadsIsRefused() throws Exception {
    RecordsUrl.Postgres url = server.database();
    server.execute(
        server.url("postgres"),
        "ALTER DATABASE " + url.database() + " SET default_transaction_read_only = on");

    Refusals.refused(() -> open(url), "transaction_read_only: on (expected: off)");
  }

  @Test
  void aSchemaOfOurNameWithTablesOfOthersStaysAsItIs() throws Exception {
    RecordsUrl.Postgres url = server.database();
    server.execute(url, "CREATE SCHEMA headgate");
    server.execute(url, "CREATE TABLE headgate.theirs (id integer)");

    Refusals.refused(() -> open(url), "no tables of ours can be made");

    assertThat(tables(url)).isEqualTo(1);
  }

  @Test
  void aUserWhoMayMakeNoTablesIsRefused() throws Exception {
    RecordsUrl.Postgres url = server.database();
    server.execute(url, "CREATE ROLE reader LOGIN PASSWORD 's3cret-of-reader'");
    RecordsUrl.Login reader = new RecordsUrl.Login("reader", new Secret("s3cret-of-reader"));

    Refusals.refused(
        () ->
            open(new RecordsUrl.Postgres(url.host(), url.port(), url.database(), reader, Map.of())),
        "permission denied");
  }

  private static RecordsUrl.Postgres at(int port) {
    RecordsUrl.Login login = new RecordsUrl.Login("headgate", new Secret("s3cret"));
    return new RecordsUrl.Postgres("127.0.0.1", port, "records", login, Map.of());
  }

  private static int tables(RecordsUrl.Postgres url) throws Exception {
    try (Connection connection = PostgresServer.source(url).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'headgate'")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void open(RecordsUrl.Postgres url) {
    PostgresRecords.open(url).close();
  }
}
