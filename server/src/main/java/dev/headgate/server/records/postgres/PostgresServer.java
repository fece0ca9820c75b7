package dev.headgate.server.records.postgres;

import dev.headgate.server.records.RecordsRefused;
import dev.headgate.server.records.RecordsUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** A server before its first use: whether it can be reached and is one that we can use. */
final class PostgresServer {
  /** The oldest version that we use. */
  static final int VERSION_MIN = 13;

  /** The schema that our tables stand in, so that they meet nobody else's. */
  static final String SCHEMA = "headgate";

  private static final int CONNECT_SECONDS = 3;

  /**
   * Longer than any statement of ours takes; a connection that is silent for longer is given up.
   */
  private static final int SILENT_SECONDS = 10;

  /** The class of states whose reason only the driver knows. */
  private static final String CONNECTION = "08";

  /** What states of SQLSTATE say to an operator. */
  private static final Map<String, String> REFUSALS =
      Map.of(
          "28P01", "wrong password (expected: the password of the user)",
          "28000", "the user may not log in (expected: a user that may, see pg_hba.conf)",
          "3D000", "no such database (expected: it is there)",
          "08001", "does not answer (expected: a server that runs)",
          "08006", "does not answer (expected: a server that runs)",
          "57P03", "is starting or stopping (expected: a server that runs)");

  private PostgresServer() {}

  /** Connections to a server, one at a time. */
  static PGSimpleDataSource source(RecordsUrl.Postgres url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {url.host()});
    source.setPortNumbers(new int[] {url.port()});
    source.setDatabaseName(url.database());
    source.setUser(url.login().user());
    source.setPassword(url.login().password().reveal());
    source.setCurrentSchema(SCHEMA);
    source.setApplicationName("headgate");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(SILENT_SECONDS);
    source.setTcpKeepAlive(true);
    try {
      for (Map.Entry<String, String> option : url.options().entrySet()) {
        source.setProperty(option.getKey(), option.getValue());
      }
    } catch (SQLException wrong) {
      throw refused(url, String.valueOf(wrong.getMessage()));
    }
    return source;
  }

  /**
   * Asks a server what it is; changes nothing.
   *
   * @throws RecordsRefused where we cannot use it
   */
  static void check(RecordsUrl.Postgres url) {
    try (Connection connection = source(url).getConnection()) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < VERSION_MIN) {
        throw refused(url, "PostgreSQL " + version + " (expected: >= " + VERSION_MIN + ")");
      }
      expect(url, connection, "server_encoding", "UTF8");
      expect(url, connection, "transaction_read_only", "off");
    } catch (SQLException failed) {
      throw refused(url, sentence(failed));
    }
  }

  private static void expect(
      RecordsUrl.Postgres url, Connection connection, String setting, String expected)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + setting)) {
      String found = row.next() ? String.valueOf(row.getString(1)) : "";
      if (!found.equals(expected)) {
        throw refused(url, setting + ": " + found + " (expected: " + expected + ")");
      }
    }
  }

  private static String sentence(SQLException failed) {
    String state = String.valueOf(failed.getSQLState());
    String said = String.valueOf(failed.getMessage());
    String known = REFUSALS.get(state);
    return known == null ? said : state.startsWith(CONNECTION) ? known + ": " + said : known;
  }

  private static RecordsRefused refused(RecordsUrl.Postgres url, String line) {
    return new RecordsRefused(url.shown() + ": " + line);
  }
}
