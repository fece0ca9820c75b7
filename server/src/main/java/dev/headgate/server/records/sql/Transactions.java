package dev.headgate.server.records.sql;

import dev.headgate.server.records.RecordsUnavailable;
import dev.headgate.server.records.RecordsUnavailable.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Runs work in transactions of a database, again where what went wrong passes. The pool waits for a
 * connection about a second, so that {@link #TRIES_MAX} tries are some ten seconds of a database
 * that is away. Safe for all threads.
 */
public final class Transactions {
  /** How often work is tried. */
  public static final int TRIES_MAX = 10;

  private final DataSource pool;
  private final Dialect dialect;
  private final String shown;

  /**
   * Over a pool of connections without a transaction.
   *
   * @param shown the database in messages
   */
  public Transactions(DataSource pool, Dialect dialect, String shown) {
    this.pool = pool;
    this.dialect = dialect;
    this.shown = shown;
  }

  /** Work in a transaction; it may be run twice, also after it was committed. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  Dialect dialect() {
    return dialect;
  }

  /** Runs work; what it did is on disk when this returns. */
  <T> T run(Work<T> work) {
    return run(work, TRIES_MAX);
  }

  /** Runs work at most so often. */
  <T> T run(Work<T> work, int triesMax) {
    Try<T> last = once(work);
    Outcome outcome = last.outcome();
    for (int tries = 1; last instanceof Failed<T>(SQLException why, Outcome _); tries++) {
      if (tries >= triesMax || !dialect.passes(why)) {
        throw new RecordsUnavailable(shown + ": " + sentence(why), outcome, why);
      }
      last = once(work);
      outcome = last.outcome() == Outcome.UNKNOWN ? Outcome.UNKNOWN : outcome;
    }
    return ((Done<T>) last).value();
  }

  private sealed interface Try<T> {
    Outcome outcome();
  }

  private record Done<T>(T value) implements Try<T> {
    @Override
    public Outcome outcome() {
      return Outcome.NOT_DONE;
    }
  }

  private record Failed<T>(SQLException why, Outcome outcome) implements Try<T> {}

  private <T> Try<T> once(Work<T> work) {
    Outcome outcome = Outcome.NOT_DONE;
    try (Connection connection = pool.getConnection()) {
      dialect.begin(connection);
      try {
        T value = work.in(connection);
        outcome = Outcome.UNKNOWN;
        dialect.commit(connection);
        return new Done<>(value);
      } catch (SQLException | RuntimeException | Error failed) {
        rollback(connection, failed);
        throw failed;
      }
    } catch (SQLException failed) {
      return new Failed<>(failed, dialect.passes(failed) ? outcome : Outcome.NOT_DONE);
    }
  }

  /** Also after a commit that failed, for the connection goes back to the pool. */
  private void rollback(Connection connection, Throwable failed) {
    try {
      dialect.rollback(connection);
    } catch (SQLException lost) {
      failed.addSuppressed(lost);
    }
  }

  /** What went wrong, in the words of the database, in one line. */
  static String sentence(SQLException failed) {
    Throwable deepest = failed;
    while (deepest.getCause() instanceof SQLException cause) {
      deepest = cause;
    }
    return String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
  }
}
