package dev.headgate.simulator.mapping;

/**
 * Which calls of the log are replayed.
 *
 * @param throttled whether calls that were answered 429 then are
 * @param repeatsWithin how long after such an answer a call like it is taken for its repeat and
 *     left out, in microseconds; 0 where repeats are replayed
 */
public record Keeping(boolean throttled, long repeatsWithin) {
  /** All of them. */
  public static final Keeping ALL = new Keeping(true, 0);
}
