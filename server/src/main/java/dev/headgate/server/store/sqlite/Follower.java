package dev.headgate.server.store.sqlite;

import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.time.Monotonic;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Writes what changed in memory since it did so last, in one transaction. Where that fails it keeps
 * the rows and writes them with the next ones. One thread at a time; the figures are for all.
 */
final class Follower {
  private static final System.Logger LOG = System.getLogger(Follower.class.getName());
  private static final long REMINDER_NANOS = 60_000_000_000L;
  private static final int WRITES_TO_SHRINK = 16;

  private final Database database;
  private final MemoryStore memory;
  private final Unwritten unwritten;
  private final LongSupplier newest;
  private final String name;
  private long serial;
  private long floor;
  private int writes;
  private boolean failing;
  private long remindedNanos;
  private volatile long upToNanos = Monotonic.nanos();
  private final LongAdder rows = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile long longestNanos;

  /**
   * Follows a store.
   *
   * @param newest the newest instant that the store met
   * @param name of the file, for people
   */
  Follower(
      Database database,
      MemoryStore memory,
      Unwritten unwritten,
      LongSupplier newest,
      String name) {
    this.database = database;
    this.memory = memory;
    this.unwritten = unwritten;
    this.newest = newest;
    this.name = name;
  }

  /** Writes what changed; false where it could not. */
  boolean write() {
    long began = Monotonic.nanos();
    serial = memory.cut(unwritten);
    long instant = newest.getAsLong();
    try {
      if (!unwritten.isEmpty() || instant > floor) {
        commit(instant);
      }
      if (++writes % WRITES_TO_SHRINK == 0) {
        database.shrink();
      }
      longestNanos = Math.max(longestNanos, Monotonic.nanos() - began);
      upToNanos = began;
      recovered();
      return true;
    } catch (SQLException failed) {
      failed(failed);
      return false;
    }
  }

  private void commit(long instant) throws SQLException {
    Connection connection = database.connection();
    int count = unwritten.size();
    try {
      unwritten.write(connection);
      fact(connection, "serial", serial);
      fact(connection, "floor", instant);
      connection.commit();
    } catch (SQLException failed) {
      database.rollBack();
      throw failed;
    }
    unwritten.written();
    floor = instant;
    rows.add(count);
  }

  private static void fact(Connection connection, String name, long value) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement("INSERT OR REPLACE INTO facts VALUES (?, ?)")) {
      put.setString(1, name);
      put.setLong(2, value);
      put.executeUpdate();
    }
  }

  private void failed(SQLException failure) {
    failures.increment();
    long now = Monotonic.nanos();
    if (!failing || now - remindedNanos > REMINDER_NANOS) {
      remindedNanos = now;
      LOG.log(
          Level.ERROR,
          "%s: cannot write, %s; decisions go on in memory, but the last %.1f s are lost if the"
                  .formatted(name, Database.said(failure), unwrittenSeconds())
              + " process ends; tried again until it works");
    }
    failing = true;
  }

  private void recovered() {
    if (failing) {
      failing = false;
      LOG.log(Level.INFO, name + ": written again, nothing was lost");
    }
  }

  /** How old the newest instant is that is safe in the file. */
  double unwrittenSeconds() {
    return (Monotonic.nanos() - upToNanos) / 1e9;
  }

  /** How long the longest write took, from the cut to the end of its transaction. */
  double longestSeconds() {
    return longestNanos / 1e9;
  }

  long rows() {
    return rows.sum();
  }

  long failures() {
    return failures.sum();
  }
}
