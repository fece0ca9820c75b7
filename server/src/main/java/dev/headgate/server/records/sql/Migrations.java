package dev.headgate.server.records.sql;

import dev.headgate.server.records.RecordsRefused;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the tables of a database to what this program needs. */
public final class Migrations {
  private Migrations() {}

  /**
   * Makes or changes tables where it has to.
   *
   * @param configured where the database and the migrations are
   * @param shown the database in messages
   * @throws RecordsRefused where the tables are newer than this program, or it may not make them;
   *     then nothing was changed
   */
  public static void run(FluentConfiguration configured, String shown) {
    Flyway flyway =
        configured.cleanDisabled(true).failOnMissingLocations(true).loggers("slf4j").load();
    try {
      for (MigrationInfo applied : List.of(flyway.info().applied())) {
        if (!applied.getState().isResolved()) {
          throw new RecordsRefused(
              "%s: tables of version %s (expected: <= %s; start a newer headgate)"
                  .formatted(shown, applied.getVersion(), newest(flyway)));
        }
      }
      if (flyway.info().pending().length > 0) {
        flyway.migrate();
      }
    } catch (FlywayException failed) {
      throw new RecordsRefused(shown + ": no tables of ours can be made: " + sentence(failed));
    }
  }

  private static String newest(Flyway flyway) {
    String newest = "none";
    for (MigrationInfo one : flyway.info().all()) {
      if (one.getState().isResolved()) {
        newest = String.valueOf(one.getVersion());
      }
    }
    return newest;
  }

  private static String sentence(FlywayException failed) {
    Throwable cause = failed;
    while (cause != null) {
      if (cause instanceof SQLException refused) {
        return Transactions.sentence(refused);
      }
      cause = cause.getCause();
    }
    return String.valueOf(failed.getMessage());
  }
}
