package dev.headgate.server.records.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsRefused;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.sql.Migrations;
import dev.headgate.server.records.sql.SqlRecords;
import dev.headgate.server.records.sql.Transactions;
import org.flywaydb.core.Flyway;

/** Opens records on a PostgreSQL server. */
public final class PostgresRecords {
  /** The most connections of one node. */
  static final int CONNECTIONS_MAX = 4;

  private static final int WAIT_MILLIS = 1_000;
  private static final int ALIVE_MILLIS = 30_000;

  private PostgresRecords() {}

  /**
   * Connects to a server and brings our tables up to date.
   *
   * @throws RecordsRefused where it cannot be used; nothing was changed
   */
  public static Records open(RecordsUrl.Postgres url) {
    PostgresServer.check(url);
    Migrations.run(
        Flyway.configure(PostgresRecords.class.getClassLoader())
            .dataSource(PostgresServer.source(url))
            .schemas(PostgresServer.SCHEMA)
            .locations("classpath:dev/headgate/server/records/postgres"),
        url.shown());
    HikariDataSource pool = pool(url);
    return new SqlRecords(new Transactions(pool, new PostgresDialect(), url.shown()), pool::close);
  }

  private static HikariDataSource pool(RecordsUrl.Postgres url) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("records");
    config.setDataSource(PostgresServer.source(url));
    config.setMaximumPoolSize(CONNECTIONS_MAX);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT_MILLIS);
    config.setValidationTimeout(WAIT_MILLIS);
    config.setKeepaliveTime(ALIVE_MILLIS);
    config.setConnectionInitSql("SET synchronous_commit = on");
    // The server was checked; it may be away again by now, which is no reason to fail here.
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }
}
