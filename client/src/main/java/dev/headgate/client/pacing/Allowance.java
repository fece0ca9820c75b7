package dev.headgate.client.pacing;

import dev.headgate.client.reading.Stand;
import java.util.random.RandomGenerator;
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
  private static final long STRANGERS_WINDOW_MIN = 600_000_000;

  /** Each of them comes back at an instant of its own in one part of so many of the window. */
  private static final int LATE_PARTS = 360;

  /** Whoever is far ahead of an even use holds us back by at most so many of our turns. */
  private static final double TURNS_MAX = 2;

  /** Instants so close to each other are the same reset, rounded. */
  private static final long SAME_RESET_MICROS = 1_500_000;

  private final int plentyPercent;
  private final RandomGenerator random;
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

  /** When in the stretch after a reset we come back, 0 to 1; drawn for each reset. */
  private double lateness;

  private long usedSince = Long.MIN_VALUE;
  private long used;

  /**
   * An allowance of which nothing is known yet.
   *
   * @param plentyPercent calls are spread once no more than this part is left
   * @param random draws when after a reset we come back
   */
  public Allowance(int plentyPercent, RandomGenerator random) {
    this.plentyPercent = plentyPercent;
    this.random = random;
    this.lateness = random.nextDouble();
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
      long before = resetAt;
      resetAt = resetAt(stand.span().resetMicros(), now);
      if (before != NEVER && resetAt != NEVER && resetAt - before > window / 2) {
        // Renewed before we knew; whether others wait is asked with the next call.
        afterReset = window >= CROWD_WINDOW_MIN;
      }
    }
    seenAt = now;
    known = withheld || left != null;
  }

  /** From when on a call of that many points may leave; {@code crowd}: calls wait for it. */
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
    return plenty ? now : Math.max(now, spreadTo(need, now));
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
    return resetAt == NEVER ? unstatedReset() : resetAt + late();
  }

  /** How long after a reset we come back: strangers who waited for it too are not to meet. */
  private long late() {
    return (long) (lateness * gatheringMicros());
  }

  /**
   * The stretch after a reset in which all come back, each for the first time; 0 for short ones.
   */
  private long gatheringMicros() {
    return window >= STRANGERS_WINDOW_MIN ? window / LATE_PARTS : 0;
  }

  /** When the next call may follow the last, at the rate that is right now. */
  private long spreadTo(long need, long now) {
    if (lastLeftAt == Long.MIN_VALUE) {
      return now;
    }
    boolean gathered = afterReset && gatheringMicros() > 0 && quota > 0;
    if (!gathered || resetAt == NEVER || resetAt <= now) {
      return followsAt(lastLeftAt, rate(strangers.ownPart(), now), now);
    }
    double part = strangers.leastPart();
    long soonest = followsAt(lastLeftAt, perMicro() * CATCH_UP * part, now);
    return Math.max(soonest, turnAt(need, part, now));
  }

  /**
   * After a reset for which strangers waited too: when an even use of the window would have come to
   * what is used and this call. What is left is another number in each answer, so it is the number
   * of a turn: the crowd leaves one by one, at the even rate, although none knows of another.
   */
  private long turnAt(long need, double part, long now) {
    long begin = resetAt - window + gatheringMicros();
    double share = (double) (quota - remaining + need) / quota;
    long turn = begin + (long) (Math.min(1, share) * (resetAt - begin));
    long latest = followsAt(Math.max(begin, lastLeftAt), rate(part, now) / TURNS_MAX, now);
    return Math.min(turn, latest);
  }

  private long followsAt(long last, double rate, long now) {
    return rate <= 0 ? now : last + (long) Math.ceil(lastPoints / rate);
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
    boolean due =
        known && !isBucket() && now >= (resetAt == NEVER ? unstatedReset() : resetAt + late());
    if (!due) {
      return;
    }
    boolean exhausted = remaining == 0;
    remaining = window > 0 ? Math.max(1, refilled(now)) : Math.max(1, quota);
    resetAt = window > 0 ? now + window : NEVER;
    known = window > 0 || (quota > 0 && exhausted);
    seenAt = now;
    afterReset = crowd && window >= CROWD_WINDOW_MIN;
    lateness = random.nextDouble();
    strangers.renewed(gatheringMicros() > 0);
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
