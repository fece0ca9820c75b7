package dev.headgate.client.sim;

/**
 * A clock that is off and runs fast or slow: what it shows at an instant of the true time.
 *
 * @param offsetMicros by how much it is ahead at the start
 * @param partsPerMillion by how much it runs fast
 */
public record Clock(long offsetMicros, int partsPerMillion) {
  public static final Clock TRUE = new Clock(0, 0);

  public static final long START = 1_764_000_000_000_000L;

  long shows(long real) {
    return START + offsetMicros + real + Math.floorDiv(real * partsPerMillion, 1_000_000L);
  }

  /** The first true instant at which it shows at least {@code shown}. */
  long realOf(long shown) {
    long elapsed = shown - START - offsetMicros;
    long real = (long) (elapsed / (1 + partsPerMillion / 1e6));
    while (shows(real) >= shown) {
      real--;
    }
    while (shows(real) < shown) {
      real++;
    }
    return real;
  }
}
