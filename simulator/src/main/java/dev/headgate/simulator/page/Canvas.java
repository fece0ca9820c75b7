package dev.headgate.simulator.page;

import java.util.Locale;

/**
 * One drawing in SVG, in pixels of its own width; the style sheet gives colours by class. For one
 * thread.
 */
final class Canvas {
  /** Where a text stands beside its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  private final Markup markup;

  /**
   * Begins a drawing.
   *
   * @param size whose class shows it where it fits
   * @param label what it shows, for those who cannot see it
   */
  Canvas(Markup markup, Size size, int height, String label) {
    this.markup = markup;
    markup.open(
        "svg",
        "class",
        size.name().toLowerCase(Locale.ROOT),
        "viewBox",
        "0 0 " + size.width() + " " + height,
        "role",
        "img",
        "aria-label",
        label);
  }

  /** Ends it. */
  void end() {
    markup.close();
  }

  /** A filled rectangle; with a title that is shown where somebody points at it. */
  void box(String kind, Area area, String title) {
    markup.open(
        "rect",
        "class",
        kind,
        "x",
        number(area.x()),
        "y",
        number(area.y()),
        "width",
        number(area.width()),
        "height",
        number(area.height()));
    if (!title.isEmpty()) {
      markup.element("title", title);
    }
    markup.close();
  }

  /** A line. */
  void line(String kind, double x1, double y1, double x2, double y2) {
    markup.empty(
        "line",
        "class",
        kind,
        "x1",
        number(x1),
        "y1",
        number(y1),
        "x2",
        number(x2),
        "y2",
        number(y2));
  }

  /** A text. */
  void text(double x, double y, Anchor anchor, String content) {
    markup.element(
        "text",
        content,
        "x",
        number(x),
        "y",
        number(y),
        "text-anchor",
        anchor.name().toLowerCase(Locale.ROOT));
  }

  /** A rectangle from its upper left corner. */
  record Area(double x, double y, double width, double height) {}

  private static String number(double pixels) {
    String text = String.format(Locale.ROOT, "%.1f", pixels);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
