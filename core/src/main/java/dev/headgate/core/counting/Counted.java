package dev.headgate.core.counting;

import java.util.List;

/**
 * What was counted in one document.
 *
 * @param objects one number for each path, in the order of the plan; where the document is not
 *     whole, those that stood before the place where it ends or is none
 * @param form whether the numbers are those of a whole document
 */
public record Counted(List<Long> objects, Form form) {
  /** What the document was. */
  public enum Form {
    /** There was no byte; nothing was counted. */
    EMPTY,
    /** One JSON value from beginning to end. */
    WHOLE,
    /** It ends too early. */
    CUT,
    /** It is no JSON, or more than one value. */
    NOT_JSON
  }

  public Counted {
    objects = List.copyOf(objects);
  }

  /** Whether the numbers are known: of an empty document they are all 0. */
  public boolean known() {
    return form == Form.WHOLE || form == Form.EMPTY;
  }

  /** The numbers, as a price rule takes them. */
  public long[] numbers() {
    return objects.stream().mapToLong(Long::longValue).toArray();
  }
}
