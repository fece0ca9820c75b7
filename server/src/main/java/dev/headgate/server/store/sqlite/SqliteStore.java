package dev.headgate.server.store.sqlite;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.memory.Restoring;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.server.observe.Metrics;
import dev.headgate.server.store.ForwardingStore;
import dev.headgate.server.store.InMemory;
import dev.headgate.server.store.KeptCounter;
import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.codec.ReservationCodec;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The counters of one machine, which survive the process. It decides in memory, at the speed of
 * memory, and writes what changed a stated while after the write before; what may be lost is what
 * was decided since the beginning of the last write that ended.
 */
public final class SqliteStore extends ForwardingStore {
  private static final System.Logger LOG = System.getLogger(SqliteStore.class.getName());

  /** The newest instant is noted when it has risen by so many microseconds, so mostly not. */
  private static final long INSTANT_STEP = 1_000;

  private static final long CLOSE_SECONDS = 30;

  private final Database database;
  private final Follower follower;
  private final long floor;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("headgate-store").factory());
  private volatile long newest;

  private SqliteStore(Database database, MemoryStore memory, Unwritten unwritten, Path file)
      throws SQLException {
    super(new InMemory(memory));
    this.database = database;
    floor = database.number("SELECT value FROM facts WHERE name = 'floor'");
    newest = floor;
    String name = "store " + file;
    follower = new Follower(database, memory, unwritten, () -> newest, name);
  }

  /**
   * Opens a file, made where there is none, and goes on from what it holds.
   *
   * @param writeEvery the pause between two writes
   * @param policy the rules by which what is kept is found again; what has no rule any more is
   *     dropped
   * @param listener hears of every ending
   * @throws StoreRefused where it cannot be used; nothing was touched
   */
  public static SqliteStore open(
      Path file,
      Duration writeEvery,
      Supplier<PolicySnapshot> policy,
      SettlementListener listener) {
    SqliteStore store = opened(file, policy, listener);
    store.begin(writeEvery);
    LOG.log(
        Level.INFO,
        ("store %s: what is decided is written every %d ms; if the process or the machine ends"
                + " abruptly, what was decided since the write before is lost, nothing if it is"
                + " told to end")
            .formatted(file, writeEvery.toMillis()));
    return store;
  }

  /**
   * Tells of each counter that a file holds, and returns how many reservations in it are open. The
   * file is left as it is.
   *
   * @throws StoreRefused where it cannot be read, or a server uses it
   */
  public static long read(Path file, Consumer<KeptCounter> reader) {
    if (!Files.exists(file)) {
      throw FileHead.refused(file, "not there", "a file of counters");
    }
    Database database = Database.open(file, Schema.COUNTERS);
    try {
      return Loader.read(database.connection(), reader);
    } catch (SQLException | IllegalArgumentException damaged) {
      throw FileHead.refused(
          file, "cannot be read, " + damaged.getMessage(), "what this format states");
    } finally {
      database.close();
    }
  }

  /** A store that writes only when it is told to. */
  static SqliteStore opened(
      Path file, Supplier<PolicySnapshot> policy, SettlementListener listener) {
    Database database = Database.open(file, Schema.COUNTERS);
    try {
      return restored(database, file, policy, listener);
    } catch (SQLException | IllegalArgumentException damaged) {
      database.close();
      throw FileHead.refused(
          file, "cannot be read, " + damaged.getMessage(), "what this format states");
    }
  }

  private static SqliteStore restored(
      Database database, Path file, Supplier<PolicySnapshot> policy, SettlementListener listener)
      throws SQLException {
    ReservationCodec codec = new ReservationCodec(policy);
    Numbers names = new Numbers("names");
    Numbers places = new Numbers("places");
    Unwritten unwritten = new Unwritten(codec, names, places);
    MemoryStore memory = MemoryStore.noting(InMemory.REMEMBERED_MAX, listener);
    SqliteStore store = new SqliteStore(database, memory, unwritten, file);
    names.load(database.connection());
    places.load(database.connection());
    long serial = database.number("SELECT value FROM facts WHERE name = 'serial'");
    Restoring restoring = memory.restoring(policy.get(), serial, store.floor);
    Loader loader = new Loader(codec, names, places, unwritten);
    loader.cells(database.connection(), restoring);
    loader.reservations(database.connection(), restoring);
    database.connection().commit();
    return store;
  }

  private void begin(Duration writeEvery) {
    long nanos = writeEvery.toNanos();
    var _ = thread.scheduleWithFixedDelay(this::writeGuarded, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void writeGuarded() {
    try {
      write();
    } catch (RuntimeException | Error broken) {
      LOG.log(Level.ERROR, "a write of the store failed and is done again", broken);
    }
  }

  /** Writes what changed; false where it could not. */
  synchronized boolean write() {
    return follower.write();
  }

  /** The file, for tests of what becomes of it. */
  Database database() {
    return database;
  }

  /**
   * The instant in microseconds before which time must not be, so that it never goes back over a
   * restart; 0 where nothing was kept.
   */
  public long floor() {
    return floor;
  }

  @Override
  public void takeAll(Plan plan, Answer<Taken> answer) {
    meets(plan.now());
    super.takeAll(plan, answer);
  }

  @Override
  public void settle(Reservation reservation, Actual actual, long now, Answer<Settlement> answer) {
    meets(now);
    super.settle(reservation, actual, now, answer);
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    meets(now);
    super.renew(reservation, now, answer);
  }

  @Override
  public int expire(long now) {
    meets(now);
    return super.expire(now);
  }

  @Override
  public void housekeep(long now) {
    meets(now);
    super.housekeep(now);
  }

  @Override
  public void showIn(Metrics metrics) {
    super.showIn(metrics);
    metrics.counter("headgate.store.rows", follower::rows);
    metrics.counter("headgate.store.failures", follower::failures);
    metrics.gauge("headgate.store.unwritten.seconds", follower::unwrittenSeconds);
    metrics.gauge("headgate.store.write.longest.seconds", follower::longestSeconds);
  }

  /** Writes the rest; what cannot be written then is lost, which is logged. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "the store still writes; what is not written is lost");
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (!follower.write()) {
        LOG.log(Level.ERROR, "the rest could not be written and is lost");
      }
      database.close();
    }
  }

  /** Rarely writes, so that threads do not fight for the line; may lag by a step. */
  private void meets(long now) {
    if (now - newest >= INSTANT_STEP) {
      newest = now;
    }
  }
}
