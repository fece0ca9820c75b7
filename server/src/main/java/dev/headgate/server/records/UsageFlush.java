package dev.headgate.server.records;

import dev.headgate.core.time.Micros;
import dev.headgate.core.time.TimeSource;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the usage of this node to where all usage is, about once a second. A batch is sent again
 * under its number until it was taken, and the next one is not made before. Safe for all threads.
 */
public final class UsageFlush implements Runnable, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(UsageFlush.class.getName());

  /** Old hours are looked for after so many flushes. */
  private static final int FORGET_EVERY = 60;

  /** How often it tries at the end; each try waits about a second for a connection. */
  private static final int LAST_TRIES = 10;

  private final TimeSource time;
  private final UsageDeltas deltas;
  private final UsageRecords records;
  private final String node;
  private final long keep;
  private long number;
  private long runs;
  private boolean troubled;
  private @Nullable UsageBatch pending;

  /**
   * A way from one to the other.
   *
   * @param node unlike every other run of any node
   * @param keep how long usage is kept
   */
  public UsageFlush(
      TimeSource time, UsageDeltas deltas, UsageRecords records, String node, Duration keep) {
    this.time = time;
    this.deltas = deltas;
    this.records = records;
    this.node = node;
    this.keep = Micros.of(keep);
  }

  /** Sends what there is; what cannot be sent now waits for the next run. */
  @Override
  public synchronized void run() {
    try {
      for (UsageBatch batch = next(); batch != null; batch = next()) {
        records.add(batch);
        pending = null;
      }
      if (runs++ % FORGET_EVERY == 0) {
        records.forgetOldest(time.micros() - keep);
      }
      say(false, "usage is written again");
    } catch (RecordsUnavailable later) {
      say(true, "usage waits: " + later.getMessage());
    }
  }

  /** Sends what there is for the last time, and says what could not be sent. */
  @Override
  public synchronized void close() {
    for (int tries = 0; tries < LAST_TRIES && (tries == 0 || unsent() > 0); tries++) {
      run();
    }
    if (unsent() > 0) {
      LOG.log(Level.ERROR, "usage lost: " + unsent() + " lines that nobody took");
    }
  }

  private int unsent() {
    return deltas.waiting() + (pending == null ? 0 : pending.lines().size());
  }

  private @Nullable UsageBatch next() {
    if (pending == null) {
      List<UsageLine> lines = deltas.take(UsageBatch.LINES_MAX);
      pending = lines.isEmpty() ? null : new UsageBatch(node, ++number, time.micros(), lines);
    }
    return pending;
  }

  private void say(boolean trouble, String line) {
    if (trouble != troubled) {
      troubled = trouble;
      LOG.log(trouble ? Level.WARNING : Level.INFO, line);
    }
  }
}
