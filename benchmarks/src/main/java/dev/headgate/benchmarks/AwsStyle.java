package dev.headgate.benchmarks;

/**
 * A client-side limiter as the AWS SDKs document their adaptive retry mode: a token bucket whose
 * rate a cubic moves, cut to seven tenths by a refusal, at most twice the measured rate. Written
 * from the description. Times are in seconds.
 */
final class AwsStyle {
  private static final double CUT = 0.7;
  private static final double GROWTH = 0.4;
  private static final double SLOWEST = 0.5;
  private static final double SMOOTHING = 0.8;
  private static final double STRETCH = 0.5;

  private boolean enabled;
  private double rate = SLOWEST;
  private double most = 1;
  private double tokens;
  private double filledAt;
  private double measured;
  private double measuredAt;
  private long counted;
  private double lastMost;
  private double lastCut;

  /** How long to wait before a request; its token is taken. */
  double acquire(double now) {
    if (!enabled) {
      return 0;
    }
    fill(now);
    double wait = Math.max(0, (1 - tokens) / rate);
    tokens -= 1;
    return wait;
  }

  /** A response came. */
  void update(boolean refused, double now) {
    measure(now);
    double wanted;
    if (refused) {
      lastMost = enabled ? Math.min(measured, rate) : measured;
      lastCut = now;
      wanted = lastMost * CUT;
      enabled = true;
    } else {
      double flat = Math.cbrt(lastMost * (1 - CUT) / GROWTH);
      wanted = GROWTH * Math.pow(now - lastCut - flat, 3) + lastMost;
    }
    fill(now);
    rate = Math.max(SLOWEST, Math.min(wanted, 2 * measured));
    most = Math.max(1, rate);
    tokens = Math.min(tokens, most);
  }

  private void fill(double now) {
    tokens = Math.min(most, tokens + (now - filledAt) * rate);
    filledAt = now;
  }

  private void measure(double now) {
    double stretch = Math.floor(now / STRETCH) * STRETCH;
    counted++;
    if (stretch > measuredAt) {
      double current = counted / (stretch - measuredAt);
      measured = current * SMOOTHING + measured * (1 - SMOOTHING);
      counted = 0;
      measuredAt = stretch;
    }
  }
}
