package dev.headgate.policy.yaml;

import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;

/**
 * How large a document may be.
 *
 * @param bytesMax of one file
 * @param valuesMax values in one file, keys included
 * @param depthMax how deep values may be nested
 */
public record DocumentBounds(int bytesMax, int valuesMax, int depthMax) {
  /** Of a document that people write. */
  public static final DocumentBounds POLICY = new DocumentBounds(1 << 20, 50_000, 16);

  /** Of a description that programs write. */
  public static final DocumentBounds DESCRIPTION = new DocumentBounds(16 << 20, 1_000_000, 100);

  /** Counts the values of one file. For one reading by one thread. */
  static final class Count {
    private final DocumentBounds bounds;
    private int values;

    Count(DocumentBounds bounds) {
      this.bounds = bounds;
    }

    /** One more value, that deep. */
    void value(Place place, int depth) {
      if (depth > bounds.depthMax) {
        throw new TooLarge(place, "nested deeper than " + bounds.depthMax + " levels");
      }
      if (++values > bounds.valuesMax) {
        throw new TooLarge(place, "more than " + bounds.valuesMax + " values in one file");
      }
    }
  }

  /** Ends a reading at a bound. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Place place;
    private final String message;

    private TooLarge(Place place, String message) {
      super(message, null, false, false);
      this.place = place;
      this.message = message;
    }

    void note(Problems problems) {
      problems.add(place, message);
    }
  }
}
