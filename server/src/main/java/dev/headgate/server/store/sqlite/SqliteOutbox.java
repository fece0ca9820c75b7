package dev.headgate.server.store.sqlite;

import dev.headgate.core.time.Monotonic;
import dev.headgate.server.observe.Metrics;
import dev.headgate.server.store.codec.ReservationCodec;
import dev.headgate.server.store.outage.Outbox;
import dev.headgate.server.store.outage.Undelivered;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Settlements in a file of this machine. A thread of its own writes what came meanwhile in one
 * transaction, which the disk has when anybody is told. Where it cannot write, settlements stay in
 * memory, and that is counted and logged. Safe for all threads.
 */
public final class SqliteOutbox implements Outbox {
  private static final System.Logger LOG = System.getLogger(SqliteOutbox.class.getName());
  private static final int TOGETHER_MAX = 1_000;
  private static final long REMINDER_NANOS = 60_000_000_000L;
  private static final long CLOSING_MILLIS = 10_000;

  private final Database database;
  private final ReservationCodec codec;
  private final Path file;
  private final List<Kept> left;
  private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
  private final LongAdder unwritten = new LongAdder();
  private final Thread writer =
      Thread.ofPlatform().daemon().name("headgate-outbox").unstarted(this::run);
  private long number;
  private long remindedNanos;
  private boolean failing;

  private SqliteOutbox(Database database, ReservationCodec codec, Path file) throws SQLException {
    this.database = database;
    this.codec = codec;
    this.file = file;
    left = read();
    number = left.isEmpty() ? 0 : left.getLast().number();
  }

  private sealed interface Job {
    record Keep(Undelivered what, Consumer<Kept> then) implements Job {}

    record Forget(Kept kept, Consumer<Boolean> then) implements Job {}

    record End() implements Job {}
  }

  /**
   * Opens a file, made where there is none.
   *
   * @param codec reads under the policy in force
   * @throws dev.headgate.server.store.StoreRefused where it cannot be used; nothing was touched
   */
  public static SqliteOutbox open(Path file, ReservationCodec codec) {
    Database database = Database.open(file, Schema.SETTLEMENTS);
    try {
      SqliteOutbox outbox = new SqliteOutbox(database, codec, file);
      outbox.writer.start();
      if (!outbox.left.isEmpty()) {
        LOG.log(Level.INFO, file + ": settlements that wait for the store: " + outbox.left.size());
      }
      return outbox;
    } catch (SQLException | IllegalArgumentException damaged) {
      database.close();
      throw FileHead.refused(
          file, "cannot be read, " + damaged.getMessage(), "what this format states");
    }
  }

  private List<Kept> read() throws SQLException {
    List<Kept> found = new ArrayList<>();
    try (Statement statement = database.connection().createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT number, reservation, actual, at FROM waiting ORDER BY number")) {
      while (rows.next()) {
        Undelivered what =
            new Undelivered(
                codec.reservation(rows.getBytes(2)),
                ReservationCodec.actual(rows.getBytes(3)),
                rows.getLong(4));
        found.add(new Kept(what, rows.getLong(1)));
      }
    }
    database.connection().commit();
    return found;
  }

  @Override
  public List<Kept> left() {
    return List.copyOf(left);
  }

  @Override
  public void keep(Undelivered what, Consumer<Kept> then) {
    jobs.add(new Job.Keep(what, then));
  }

  @Override
  public void forget(Kept kept, Consumer<Boolean> then) {
    if (kept.isWritten()) {
      jobs.add(new Job.Forget(kept, then));
    } else {
      then.accept(true);
    }
  }

  private void run() {
    try {
      boolean more = true;
      while (more) {
        List<Job> some = next();
        more = !(some.getLast() instanceof Job.End);
        written(some).forEach(SqliteOutbox::tell);
      }
    } finally {
      database.close();
    }
  }

  /** What waits, up to an end. */
  private List<Job> next() {
    List<Job> some = new ArrayList<>();
    try {
      Job job = jobs.take();
      while (job != null) {
        some.add(job);
        boolean last = job instanceof Job.End || some.size() >= TOGETHER_MAX;
        job = last ? null : jobs.poll();
      }
    } catch (InterruptedException ended) {
      some.add(new Job.End());
    }
    return some;
  }

  /** Writes jobs in one transaction, and returns what is to be told. */
  private List<Runnable> written(List<Job> some) {
    try {
      List<Runnable> told = commit(some);
      failing = false;
      return told;
    } catch (SQLException | RuntimeException failed) {
      remind(failed);
      return some.stream().map(this::refusal).toList();
    }
  }

  private List<Runnable> commit(List<Job> some) throws SQLException {
    List<Runnable> told = new ArrayList<>();
    try (PreparedStatement insert =
            database.connection().prepareStatement("INSERT INTO waiting VALUES (?, ?, ?, ?)");
        PreparedStatement delete =
            database.connection().prepareStatement("DELETE FROM waiting WHERE number = ?")) {
      for (Job job : some) {
        switch (job) {
          case Job.Keep keep -> {
            Kept kept = new Kept(keep.what(), ++number);
            insert(insert, kept);
            told.add(() -> keep.then().accept(kept));
          }
          case Job.Forget forget -> {
            delete.setLong(1, forget.kept().number());
            delete.executeUpdate();
            told.add(() -> forget.then().accept(true));
          }
          case Job.End _ -> {}
        }
      }
      database.connection().commit();
    } catch (SQLException | RuntimeException failed) {
      database.rollBack();
      throw failed;
    }
    return told;
  }

  private void insert(PreparedStatement insert, Kept kept) throws SQLException {
    Undelivered what = kept.what();
    insert.setLong(1, kept.number());
    insert.setBytes(2, codec.bytes(what.reservation()));
    insert.setBytes(3, ReservationCodec.bytes(what.actual()));
    insert.setLong(4, what.at());
    insert.executeUpdate();
  }

  private Runnable refusal(Job job) {
    return switch (job) {
      case Job.Keep keep -> {
        unwritten.increment();
        yield () -> keep.then().accept(Kept.inProcess(keep.what()));
      }
      case Job.Forget forget -> () -> forget.then().accept(false);
      case Job.End _ -> () -> {};
    };
  }

  private void remind(Exception failure) {
    long now = Monotonic.nanos();
    if (!failing || now - remindedNanos > REMINDER_NANOS) {
      remindedNanos = now;
      LOG.log(
          Level.ERROR,
          file
              + ": cannot write, "
              + Database.said(failure)
              + "; settlements wait in memory and are lost if the process ends before the store is"
              + " back");
    }
    failing = true;
  }

  private static void tell(Runnable one) {
    try {
      one.run();
    } catch (RuntimeException failed) {
      LOG.log(Level.ERROR, "whoever waited for a settlement failed", failed);
    }
  }

  Database database() {
    return database;
  }

  @Override
  public void showIn(Metrics metrics) {
    metrics.counter("headgate.settlements.unwritten", unwritten::sum);
  }

  @Override
  public void close() {
    jobs.add(new Job.End());
    try {
      writer.join(CLOSING_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
