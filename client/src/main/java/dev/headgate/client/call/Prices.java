package dev.headgate.client.call;

/**
 * Says what a call will most likely cost, before it is made. Safe for all threads; must not block.
 */
@FunctionalInterface
public interface Prices {
  /** Every call costs one point. */
  Prices ONE_EACH = target -> 1;

  /** The points of a call, 0 to {@link Terms#POINTS_MAX}. */
  long points(Target target);
}
