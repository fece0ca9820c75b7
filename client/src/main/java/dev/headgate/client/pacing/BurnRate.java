package dev.headgate.client.pacing;

/** How fast points are used, smoothed over about a minute. */
public final class BurnRate {
  private static final double SMOOTHING = 60_000_000;

  private double weight;
  private long at;

  /** So many points were used now. */
  public void used(long points, long now) {
    weight = decayed(now) + points;
    at = now;
  }

  /** Points per second. */
  public double perSecond(long now) {
    return decayed(now) * 1_000_000 / SMOOTHING;
  }

  /** When so many points will be used up at this rate; saturates. */
  public long runsOutAt(long points, long now) {
    double perMicro = decayed(now) / SMOOTHING;
    double micros = perMicro <= 0 ? Double.MAX_VALUE : points / perMicro;
    return micros >= Long.MAX_VALUE - now ? Long.MAX_VALUE : now + (long) micros;
  }

  private double decayed(long now) {
    return weight == 0 ? 0 : weight * Math.exp(-(now - at) / SMOOTHING);
  }
}
