package dev.headgate.headers.structured;

/**
 * Text that is not the structured field it should be. The message is one line of printable ASCII of
 * bounded length: {@code position 4: "x" (expected: a digit)}; what is not printable is escaped. It
 * carries no stack trace, because strangers decide how often it is made.
 */
public final class StructuredFieldException extends Exception {

  private static final long serialVersionUID = 1;

  private final int position;
  private final String found;
  private final String expected;

  StructuredFieldException(int position, String found, String expected) {
    super(
        "position " + position + ": " + found + " (expected: " + expected + ")",
        null,
        false,
        false);
    this.position = position;
    this.found = found;
    this.expected = expected;
  }

  /** Characters before the trouble, from 0, in the field's lines joined by a comma and a space. */
  public int position() {
    return position;
  }

  /** What stands there: quoted, escaped and cut; or {@code end of field}. */
  public String found() {
    return found;
  }

  /** What should stand there. */
  public String expected() {
    return expected;
  }
}
