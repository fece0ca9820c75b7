package dev.headgate.simulator.page;

/**
 * The two widths in which each picture is drawn, so that its letters are as large as the text's.
 */
enum Size {
  /** On a desk and on paper. */
  WIDE(720, 24),
  /** On a phone. */
  NARROW(340, 14);

  private final int width;
  private final int nameMax;

  Size(int width, int nameMax) {
    this.width = width;
    this.nameMax = nameMax;
  }

  /** In pixels. */
  int width() {
    return width;
  }

  /** How many characters of a name are shown beside a row. */
  int nameMax() {
    return nameMax;
  }

  /** About how wide a text is, in pixels, a little more rather than less. */
  static double widthOf(String text) {
    return 7.0 * text.codePointCount(0, text.length());
  }
}
