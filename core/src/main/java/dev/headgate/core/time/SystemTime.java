package dev.headgate.core.time;

import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of this machine: the wall clock, made steady. It runs on the monotonic clock and is
 * slewed towards the wall clock by one part in {@link #SLEW}, so it never goes back and never
 * jumps: a wall clock that is an hour off is met after twenty hours, one that is a millisecond off
 * after twenty milliseconds.
 *
 * <p>After a restart it goes on from the floor, an instant not before the last one given out, where
 * the wall clock lies before it.
 *
 * <p>Safe for all threads and one sequence for all of them. The anchor is taken out while it is
 * renewed; a thread that read the monotonic clock checks that its anchor was still in place then,
 * so its reading lies before the renewal.
 */
public final class SystemTime implements TimeSource {
  /** It gains or loses at most one part in so many. */
  public static final long SLEW = 20;

  /** How often the wall clock is looked at. */
  private static final long ANCHOR_NANOS = 100_000_000;

  private final LongSupplier wall;
  private final LongSupplier monotonic;
  private final Object renewal = new Object();
  private Anchor newest;
  private volatile @Nullable Anchor anchor;

  /**
   * Time from two clocks.
   *
   * @param wall nanoseconds since the epoch, may go anywhere
   * @param monotonic nanoseconds from anywhere, never going back
   * @param floor instant in microseconds before which it never is
   */
  public SystemTime(LongSupplier wall, LongSupplier monotonic, long floor) {
    this.wall = wall;
    this.monotonic = monotonic;
    long reading = wall.getAsLong();
    long nanos = Math.max(reading, Math.multiplyExact(floor, 1_000));
    newest = new Anchor(monotonic.getAsLong(), nanos, reading - nanos);
    anchor = newest;
  }

  /** Time of this machine's clocks, not before an instant. */
  public static SystemTime startingAt(long floor) {
    return new SystemTime(SystemTime::wallNanos, System::nanoTime, floor);
  }

  /** Compares anchors by identity: the question is whether it was the one in place. */
  @Override
  @SuppressWarnings("ReferenceEquality")
  public long micros() {
    Anchor current = anchor;
    if (current != null) {
      long tick = monotonic.getAsLong();
      if (tick - current.tick() < ANCHOR_NANOS && anchor == current) {
        return current.nanos(tick) / 1_000;
      }
    }
    return renewed();
  }

  private long renewed() {
    synchronized (renewal) {
      anchor = null;
      long tick = monotonic.getAsLong();
      long nanos = newest.nanos(tick);
      if (tick - newest.tick() >= ANCHOR_NANOS) {
        newest = new Anchor(tick, nanos, wall.getAsLong() - nanos);
      }
      anchor = newest;
      return nanos / 1_000;
    }
  }

  private static long wallNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  /**
   * Where both clocks stood.
   *
   * @param tick of the monotonic clock
   * @param start nanoseconds since the epoch given out at that tick
   * @param ahead by how much the wall clock was ahead then
   */
  private record Anchor(long tick, long start, long ahead) {
    long nanos(long now) {
      long elapsed = now - tick;
      long most = elapsed / SLEW;
      return start + elapsed + Math.clamp(ahead, -most, most);
    }
  }
}
