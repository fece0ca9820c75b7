package dev.headgate.core.time;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time of this machine: the wall clock, made steady. It runs on the monotonic clock and is
 * slewed towards the wall clock by one part in {@link #SLEW}, so it never goes back and never
 * jumps: a wall clock that is an hour off is met after twenty hours, one that is a millisecond off
 * after twenty milliseconds.
 *
 * <p>After a restart it goes on from the floor, an instant not before the last one given out, where
 * the wall clock lies before it.
 *
 * <p>Safe for all threads and one sequence for all of them: an anchor speaks for the ticks of a
 * tenth of a second and never for later ones, and the next begins after those, with what the clock
 * had come to by then.
 */
public final class SystemTime implements TimeSource {
  /** It gains or loses at most one part in so many. */
  public static final long SLEW = 20;

  /** How often the wall clock is looked at. */
  private static final long ANCHOR_NANOS = 100_000_000;

  private final LongSupplier wall;
  private final LongSupplier monotonic;
  private volatile Anchor anchor;

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
    anchor = new Anchor(monotonic.getAsLong(), nanos, reading - nanos);
  }

  /** Time of this machine's clocks, not before an instant. */
  public static SystemTime startingAt(long floor) {
    return new SystemTime(SystemTime::wallNanos, System::nanoTime, floor);
  }

  /**
   * The monotonic clock alone, from any start: for lengths of time that must not be shorter because
   * a wall clock is being met.
   */
  public static TimeSource steady() {
    return () -> System.nanoTime() / 1_000;
  }

  @Override
  public long micros() {
    Anchor current = anchor;
    long tick = monotonic.getAsLong();
    return (current.speaksFor(tick) ? current.nanos(tick) : renewed()) / 1_000;
  }

  private synchronized long renewed() {
    long tick = monotonic.getAsLong();
    Anchor current = anchor;
    long nanos = current.nanos(tick);
    if (!current.speaksFor(tick)) {
      anchor = new Anchor(tick, nanos, wall.getAsLong() - nanos);
    }
    return nanos;
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
    boolean speaksFor(long now) {
      return now - tick < ANCHOR_NANOS;
    }

    long nanos(long now) {
      long elapsed = now - tick;
      long most = elapsed / SLEW;
      return start + elapsed + Math.clamp(ahead, -most, most);
    }
  }
}
