package dev.headgate.simulator.workload;

import dev.headgate.core.time.Micros;
import java.util.SplittableRandom;

/** When one app wants its calls. Its chance comes from a seed of its own. For one thread. */
final class Schedule {
  private static final long MINUTE = 60 * Micros.SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long BATCH_HOUR = 2;
  private static final long ATTACK_GAP = Micros.SECOND / 4;
  private static final long STORM = 10 * MINUTE;
  private static final int STORM_TIMES = 10;

  /** Weights of the hours of a day. */
  private static final int[] WAVE = {
    1, 1, 1, 1, 1, 2, 4, 8, 14, 18, 19, 17, 12, 15, 18, 18, 15, 11, 7, 4, 3, 2, 1, 1
  };

  private static final int WAVE_TOP = 19;
  private static final double WAVE_MEAN = 195.0 / WAVE.length;

  private final Workload.Span span;
  private final Shape shape;
  private final long latency;
  private final double gap;
  private final SplittableRandom random;
  private final long phase;

  /**
   * For one app.
   *
   * @param latency the pause of a program that makes none
   */
  Schedule(Workload.Span span, long latency, Group group, SplittableRandom random) {
    this.span = span;
    this.latency = Math.max(1, latency);
    this.random = random;
    shape = group.shape();
    gap = Math.max(1, (double) group.rate().every() / group.rate().amount());
    phase = (long) (random.nextDouble() * Math.min(gap, (double) HOUR));
  }

  /** The first instant. */
  long first() {
    return within(
        switch (shape) {
          case STEADY, RUNAWAY_LOOP, RETRY_STORM -> span.start() + phase;
          case DAILY_WAVE -> wave(span.start());
          case BURST -> burst(span.start());
          case BATCH_JOB -> batch(span.start());
          case PAGE_ATTACK -> middle();
        });
  }

  /** The instant after another; {@link Micros#NEVER} where there is none before the end. */
  long after(long before) {
    return within(
        switch (shape) {
          case STEADY -> before + (long) gap;
          case DAILY_WAVE -> wave(before);
          case BURST -> burst(before + (long) Math.max(1, gap * MINUTE / HOUR));
          case BATCH_JOB -> batch(before + latency);
          case RUNAWAY_LOOP -> before + (isLoose(before) ? latency : (long) gap);
          case PAGE_ATTACK -> before + ATTACK_GAP < middle() + HOUR ? before + ATTACK_GAP : end();
          case RETRY_STORM -> before + (long) (isStormy(before) ? gap / STORM_TIMES : gap);
        });
  }

  private long within(long instant) {
    return instant < end() ? instant : Micros.NEVER;
  }

  private long end() {
    return span.end();
  }

  private long middle() {
    return span.start() + span.length() / 2;
  }

  private boolean isLoose(long instant) {
    long begin = span.start() + span.length() / 3;
    return instant >= begin && instant < begin + HOUR;
  }

  private boolean isStormy(long instant) {
    return instant >= middle() && instant < middle() + STORM;
  }

  /** Chance with a rate that follows the day, by thinning (Lewis and Shedler, 1979). */
  private long wave(long before) {
    double mean = gap * WAVE_MEAN / WAVE_TOP;
    double at = before;
    do {
      at += Math.max(1, -mean * Math.log(1 - random.nextDouble()));
    } while (at < end() && random.nextInt(WAVE_TOP) >= WAVE[(int) ((long) at % DAY / HOUR)]);
    return (long) at;
  }

  /** The instant itself within the minute of its hour, else the beginning of the next minute. */
  private long burst(long instant) {
    long offset = phase % (HOUR - MINUTE);
    long begin = Math.floorDiv(instant - offset, HOUR) * HOUR + offset;
    if (instant < begin + MINUTE) {
      return instant;
    }
    return begin + HOUR;
  }

  /** The instant itself while the day's calls are not done, else two in the morning. */
  private long batch(long instant) {
    long begin = Math.floorDiv(instant - BATCH_HOUR * HOUR, DAY) * DAY + BATCH_HOUR * HOUR;
    double calls = DAY / gap;
    return instant < begin + calls * latency ? instant : begin + DAY;
  }
}
