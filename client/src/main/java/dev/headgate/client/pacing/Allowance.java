package dev.headgate.client.pacing;

import dev.headgate.client.reading.Stand;
import org.jspecify.annotations.Nullable;

/**
 * One quota of the server as its caller knows it: what responses said last, less what was sent
 * since. While there is plenty it lets everything through; then it spreads the rest over the time
 * to the reset, at most as fast as the whole quota over the whole window
 * (draft-ietf-httpapi-ratelimit-headers, "a window about to end must not invite a burst").
 *
 * <p>Where the server withholds what is left, our own calls in the current window are counted
 * instead; windows are then taken to be aligned to multiples of their length since the epoch.
 */
public final class Allowance {
  /** Nothing but a response can open it. */
  public static final long NEVER = Long.MAX_VALUE;

  /** With nothing left and no word of a reset, one call in so many microseconds asks. */
  static final long PROBE_MICROS = 1_000_000;

  /** A crowd that waited for a reset is spread only over windows at least so long. */
  private static final long CROWD_WINDOW_MIN = 10_000_000;

  /** It goes a little faster than the window alone, to make up for the time it has waited. */
  private static final double CATCH_UP = 1.125;

  /** Windows at least so long may begin with a crowd of strangers who all waited for them. */
  public static final long STRANGERS_WINDOW_MIN = 600_000_000;

  /** At the start of such a window we take ourselves for one of so many. */
  private static final double PART_FIRST = 1.0 / 64;

  /**
   * And after so long for the only one, unless what is left has fallen faster than by our calls.
   */
  private static final long TIMID_MICROS = 60_000_000;

  /** Instants so close to each other are the same reset, rounded. */
  private static final long SAME_RESET_MICROS = 1_500_000;

  private final int plentyPercent;
  private final Strangers strangers = new Strangers();
  private final Countdown countdown = new Countdown();

  private Stand.Kind kind = Stand.Kind.STATED;
  private boolean known;
  private boolean withheld;

  /** 0 while it is not known. */
  private long quota;

  /** 0 while it is not known. */
  private long window;

  private long remaining;
  private long seenAt;
  private long resetAt = NEVER;
  private long lastLeftAt = Long.MIN_VALUE;
  private long lastPoints;
  private boolean afterReset;

  /** Until when we do not dare to take all that seems to be ours. */
  private long timidUntil = Long.MIN_VALUE;

  private long usedSince = Long.MIN_VALUE;
  private long used;

  /** An allowance of which nothing is known yet; calls are spread from that percentage on. */
  public Allowance(int plentyPercent) {
    this.plentyPercent = plentyPercent;
  }

  /**
   * A response said where we stand.
   *
   * @param underWay points of calls that are not answered yet, which it may not have counted
   * @param newest whether the call it answers was sent after those that were answered before
   */
  public void observe(Stand stand, long underWay, boolean newest, long now) {
    if (!newest && known) {
      // Overtaken on its way: it may speak of a window that has ended.
      return;
    }
    Long left = stand.remaining();
    kind = stand.span().kind();
    quota = stand.quota() == null ? Math.max(quota, left == null ? 0 : left) : stand.quota();
    window = stand.span().windowMicros() == null ? window : stand.span().windowMicros();
    if (left == null) {
      countOurselves(now);
    } else {
      strangers.reported(left, now < resetAt);
      withheld = false;
      remaining = Math.max(0, left - underWay);
      resetAt = resetAt(stand.span().resetMicros(), now);
    }
    seenAt = now;
    known = withheld || left != null;
  }

  /** From when on a call of that many points may leave; {@code crowd}: others wait behind it. */
  public long opensAt(long points, boolean crowd, long now) {
    renew(crowd, now);
    if (!known) {
      return now;
    }
    long need = quota > 0 ? Math.min(points, quota) : points;
    long left = left(now);
    if (left < need) {
      return reopensAt(need - left, now);
    }
    afterReset = afterReset && crowd;
    boolean plenty = !afterReset && (left - need) * 100 >= quota * plentyPercent;
    return plenty ? now : Math.max(now, spreadTo(now));
  }

  /** A call left. */
  public void left(long points, long now) {
    used += points;
    if (!known) {
      return;
    }
    settleBucket(now);
    remaining = Math.max(0, remaining - points);
    lastLeftAt = now;
    lastPoints = points;
  }

  /** A call that left was answered. */
  public void answered(long points) {
    strangers.answered(points);
  }

  /** It turned out to cost so much more, or less if negative, than was thought. */
  public void correct(long points) {
    used = Math.max(0, used + points);
    remaining = withheld ? Math.max(0, remaining - points) : remaining;
  }

  /** What is left, as far as is known; null if nothing is. */
  public @Nullable Long remaining(long now) {
    return known ? Long.valueOf(left(now)) : null;
  }

  /** The whole; null if it is not known. */
  public @Nullable Long quota() {
    return quota > 0 ? Long.valueOf(quota) : null;
  }

  /** When it is renewed; {@link #NEVER} if that is not known. */
  public long resetAt() {
    return resetAt;
  }

  /** In how long the whole is renewed; 0 if that is not known. */
  public long windowMicros() {
    return window;
  }

  /** Points per microsecond if the whole is spread over its window; 0 if that is not known. */
  public double perMicro() {
    return quota > 0 && window > 0 ? (double) quota / window : 0;
  }

  /** How long one more point in a queue makes it, in the long run; 0 if that is not known. */
  public double intervalMicros() {
    return known && quota > 0 && window > 0 ? (double) window / quota : 0;
  }

  private boolean isBucket() {
    return kind == Stand.Kind.BUCKET;
  }

  private long left(long now) {
    return isBucket() ? refilled(now) : remaining;
  }

  /** What is left if the quota flows back evenly since it was last seen. */
  private long refilled(long now) {
    if (window == 0) {
      return remaining;
    }
    double more = (double) quota * Math.max(0, now - seenAt) / window;
    return Math.min(quota, remaining + (long) more);
  }

  private void settleBucket(long now) {
    if (isBucket() && window > 0) {
      long whole = refilled(now);
      if (whole > remaining) {
        // What is no whole point yet stays owed to the time since it was last seen.
        long used = (long) ((double) (whole - remaining) * window / quota);
        seenAt = whole == quota ? now : Math.min(now, seenAt + used);
        remaining = whole;
      }
    }
  }

  private long reopensAt(long missing, long now) {
    if (isBucket() && window > 0 && quota > 0) {
      long wait = (long) Math.ceil((double) missing * window / quota);
      return Math.max(now + 1, Margin.on(seenAt + wait - now) + now);
    }
    return resetAt == NEVER ? seenAt + Margin.on(window > 0 ? window : PROBE_MICROS) : resetAt;
  }

  /** When the next call may follow the last, at the rate that is right now. */
  private long spreadTo(long now) {
    double part = strangers.ownPart();
    long soonest = followsAt(rate(part, now), now);
    if (now >= timidUntil) {
      return soonest;
    }
    double dared = Math.pow(PART_FIRST, (double) (timidUntil - now) / TIMID_MICROS);
    long timid = followsAt(rate(Math.min(part, dared), now), now);
    return Math.max(soonest, Math.min(timid, timidUntil));
  }

  private long followsAt(double rate, long now) {
    boolean first = lastLeftAt == Long.MIN_VALUE;
    return first || rate <= 0 ? now : lastLeftAt + (long) Math.ceil(lastPoints / rate);
  }

  /** Points per microsecond while the rest is spread; 0 if nothing limits it. */
  private double rate(double part, long now) {
    double whole = quota > 0 && window > 0 ? (double) quota / window : 0;
    if (isBucket() || resetAt == NEVER || resetAt <= now) {
      return whole;
    }
    double rest = part * Math.max(1, remaining) / (resetAt - now);
    double most = afterReset ? whole * CATCH_UP * part : whole;
    return most > 0 ? Math.min(most, rest) : rest;
  }

  /**
   * Past the reset. A quota whose window is known may flow back bit by bit, so no more is taken as
   * back than that gives; the next response says more where it came back at once.
   */
  private void renew(boolean crowd, long now) {
    if (withheld) {
      countOurselves(now);
      return;
    }
    boolean due = known && !isBucket() && now >= (resetAt == NEVER ? unstatedReset() : resetAt);
    if (!due) {
      return;
    }
    boolean exhausted = remaining == 0;
    remaining = window > 0 ? Math.max(1, refilled(now)) : Math.max(1, quota);
    resetAt = window > 0 ? now + window : NEVER;
    known = window > 0 || (quota > 0 && exhausted);
    seenAt = now;
    afterReset = crowd && window >= CROWD_WINDOW_MIN;
    timidUntil = afterReset && window >= STRANGERS_WINDOW_MIN ? now + TIMID_MICROS : now;
    strangers.renewed();
    // The first one goes at once: its answer says how things stand.
    lastLeftAt = Long.MIN_VALUE;
  }

  private long unstatedReset() {
    return seenAt + Margin.on(window > 0 ? window : PROBE_MICROS);
  }

  private void countOurselves(long now) {
    if (quota == 0 || window == 0) {
      return;
    }
    long start = Math.floorDiv(now, window) * window;
    if (usedSince != start) {
      used = usedSince == Long.MIN_VALUE ? used : 0;
      usedSince = start;
    }
    withheld = true;
    known = true;
    remaining = Math.max(0, quota - used);
    resetAt = start + window + Margin.on(0);
    seenAt = now;
  }

  private long resetAt(@Nullable Long delay, long now) {
    if (delay == null) {
      return NEVER;
    }
    long at = now + Margin.on(delay);
    boolean old = resetAt == NEVER || resetAt <= now;
    boolean counts = countdown.sees(delay, now);
    if (counts && !old && Math.abs(at - resetAt) <= SAME_RESET_MICROS) {
      // Each reading is rounded up, so the earliest is the closest to a reset that stands still.
      return Math.min(at, resetAt);
    }
    boolean trusted = counts || kind != Stand.Kind.GUESSED;
    return trusted || old ? at : Math.max(at, resetAt);
  }
}
