package dev.headgate.core.pricing;

import java.util.List;

/** What a call does, as far as its price depends on it. */
public sealed interface Work {
  /** It costs the base: a write, or a read whose result is not counted. */
  Work ONCE = new Once();

  /** It costs the base. */
  record Once() implements Work {}

  /**
   * It reads: the base once, and for each object returned the weight of its class.
   *
   * @param counted in the order in which {@link PriceRule#cost} takes their numbers; 1 to {@link
   *     #PATHS_MAX}
   */
  record Reads(List<CountedPath> counted) implements Work {
    /** The most paths of a rule. */
    public static final int PATHS_MAX = 16;

    public Reads {
      counted = List.copyOf(counted);
      if (counted.isEmpty() || counted.size() > PATHS_MAX) {
        throw new IllegalArgumentException(
            "counted: " + counted.size() + " paths (expected: 1 to " + PATHS_MAX + ")");
      }
    }
  }

  /**
   * It writes several objects and is charged for each: the base times their number, at least once.
   *
   * @param each where they stand in the request; not looked at where the bound is a {@link
   *     Bound.Form#LIST}, which counts them in the query
   * @param bound how many there can be
   */
  record Writes(JsonPath each, Bound bound) implements Work {}
}
