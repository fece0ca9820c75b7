package dev.headgate.headers.structured;

/**
 * How much a parser takes; more is a {@link StructuredFieldException}.
 *
 * @param lengthMax characters of all lines of a field together
 * @param membersMax members of a list or dictionary
 * @param itemsMax items of an inner list
 * @param parametersMax parameters of an item or inner list
 */
public record ParseBounds(int lengthMax, int membersMax, int itemsMax, int parametersMax) {

  /** What RFC 9651, section 3, obliges every parser to take, in at most 131,072 characters. */
  public static final ParseBounds STANDARD = new ParseBounds(131_072, 1_024, 256, 256);

  /** Checks that no bound is negative. */
  public ParseBounds {
    if (Math.min(Math.min(lengthMax, membersMax), Math.min(itemsMax, parametersMax)) < 0) {
      throw new IllegalArgumentException(
          "bounds: %d, %d, %d, %d (expected: >= 0)"
              .formatted(lengthMax, membersMax, itemsMax, parametersMax));
    }
  }
}
