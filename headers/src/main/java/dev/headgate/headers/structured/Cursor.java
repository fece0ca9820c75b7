package dev.headgate.headers.structured;

/** A place in a field's text, moving forward. Used by one parse only. */
final class Cursor {

  /** What {@link #peek} shows at the end: NUL, which no rule of RFC 9651 takes. */
  private static final char END = '\0';

  private final String text;
  private int position;

  Cursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return position == text.length();
  }

  int position() {
    return position;
  }

  char peek() {
    return atEnd() ? END : text.charAt(position);
  }

  void advance() {
    position++;
  }

  /** Steps over {@code c} if it is next, and says whether it was. */
  boolean skip(char c) {
    boolean next = !atEnd() && text.charAt(position) == c;
    if (next) {
      position++;
    }
    return next;
  }

  void require(char c) throws StructuredFieldException {
    if (!skip(c)) {
      throw failure("'" + c + "'");
    }
  }

  void skipSpaces() {
    while (skip(' ')) {
      // skipping is the work
    }
  }

  /** Steps over spaces and tabs: OWS of RFC 9110. */
  void skipWhitespace() {
    while (skip(' ') || skip('\t')) {
      // skipping is the work
    }
  }

  String since(int start) {
    return text.substring(start, position);
  }

  StructuredFieldException failure(String expected) {
    String found = atEnd() ? "end of field" : Ascii.shown(text.substring(position, position + 1));
    return new StructuredFieldException(position, found, expected);
  }

  /** A failure of all that was read since {@code start}. */
  StructuredFieldException failureSince(int start, String expected) {
    return new StructuredFieldException(start, Ascii.shown(since(start)), expected);
  }
}
