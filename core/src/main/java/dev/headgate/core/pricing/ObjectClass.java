package dev.headgate.core.pricing;

/**
 * A class of objects that reads return, for example {@code core} or {@code identity}.
 *
 * @param name for people and reports
 * @param weight points that each object adds, 0 to {@link #WEIGHT_MAX}
 */
public record ObjectClass(String name, long weight) {
  /** The largest weight, in points an object. */
  public static final long WEIGHT_MAX = 1_000_000;

  public ObjectClass {
    if (name.isEmpty() || weight < 0 || weight > WEIGHT_MAX) {
      throw new IllegalArgumentException(
          "class \"" + name + "\": " + weight + " (expected: a name, 0 to " + WEIGHT_MAX + ")");
    }
  }
}
