package dev.headgate.client.pacing;

/**
 * A rate found by refusals where nothing states one. A refusal cuts it to seven tenths; after that
 * it grows along a cubic that is flat where the refusal came and steep beyond (RFC 9438, sections
 * 4.1 to 4.6, with calls per second for the window). Until the first refusal there is no bound.
 */
public final class Cubic {
  /** What is left of the rate after a refusal (RFC 9438, section 4.6). */
  public static final double CUT = 0.7;

  /**
   * How fast it grows, per second cubed. RFC 9438, section 5.1, has 0.4 for windows of TCP; fifty
   * strangers at one provider are then refused 24 % of their calls, and 12 % with this, at the same
   * use.
   */
  public static final double GROWTH = 0.02;

  /** It never falls below one call in so many seconds. */
  private static final double SLOWEST = 1.0 / 60;

  private static final double SECOND = 1_000_000;
  private static final double FORGET = 0.8;

  private double lastMost;
  private long cutAt;
  private boolean bound;
  private double next;

  private boolean measuring;
  private double measured;
  private long measuredSince;
  private long sent;

  /** From when on the next call may leave. */
  public long opensAt(long now) {
    return bound ? Math.max(now, (long) Math.ceil(next)) : now;
  }

  /** A call left. */
  public void left(long now) {
    measure(now);
    if (bound) {
      next = Math.max(next, (double) now) + SECOND / rate(now);
    }
  }

  /** A call was refused; counts once for all that were under way together. */
  public void refused(long now) {
    double before = bound ? Math.min(rate(now), fastest()) : fastest();
    lastMost = Math.max(SLOWEST, before);
    cutAt = now;
    bound = true;
    next = now;
  }

  /** The rate now, in calls per second; meaningful while it is bound. */
  public double rate(long now) {
    double elapsed = (now - cutAt) / SECOND;
    double flat = Math.cbrt(lastMost * (1 - CUT) / GROWTH);
    double grown = GROWTH * Math.pow(elapsed - flat, 3) + lastMost;
    return Math.max(SLOWEST, Math.max(lastMost * CUT, grown));
  }

  /** Whether there is a rate at all. */
  public boolean isBound() {
    return bound;
  }

  /** Calls are counted by the second, and seconds forgotten slowly. */
  private void measure(long now) {
    if (!measuring) {
      measuring = true;
      measuredSince = now;
      return;
    }
    sent++;
    double seconds = (now - measuredSince) / SECOND;
    if (seconds >= 1) {
      double current = sent / seconds;
      measured = measured == 0 ? current : measured + (1 - FORGET) * (current - measured);
      measuredSince = now;
      sent = 0;
    }
  }

  private double fastest() {
    return measured > 0 ? measured : Math.max(1, sent);
  }
}
