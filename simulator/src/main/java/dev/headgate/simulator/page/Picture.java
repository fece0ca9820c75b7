package dev.headgate.simulator.page;

import java.util.List;
import java.util.Map;

/**
 * A picture with what belongs to it: what it shows, its legend and the numbers behind it.
 *
 * @param title what it is about
 * @param told what it shows, in a sentence or two
 * @param legend texts by the class of their colour, in order
 * @param drawing draws it in either size
 * @param numbers behind it
 */
record Picture(
    String title,
    String told,
    List<Map.Entry<String, String>> legend,
    Drawing drawing,
    Table numbers) {
  private static final int SWATCH = 12;

  /** Draws in a size. */
  @FunctionalInterface
  interface Drawing {
    /** Writes one drawing. */
    void draw(Markup markup, Size size);
  }

  Picture {
    legend = List.copyOf(legend);
  }

  void write(Markup markup) {
    markup
        .open("figure")
        .open("div", "class", "picture")
        .open("figcaption")
        .element("h3", title)
        .element("p", told)
        .close();
    if (!legend.isEmpty()) {
      markup.open("ul", "class", "legend");
      legend.forEach(entry -> entry(markup, entry.getKey(), entry.getValue()));
      markup.close();
    }
    for (Size size : Size.values()) {
      drawing.draw(markup, size);
    }
    markup.close().open("details").element("summary", "The numbers");
    numbers.write(markup);
    markup.close().close();
  }

  private static void entry(Markup markup, String kind, String text) {
    String edge = Integer.toString(SWATCH);
    markup.open("li");
    markup.open("svg", "class", "swatch", "viewBox", "0 0 12 12", "aria-hidden", "true");
    markup.empty("rect", "class", kind, "width", edge, "height", edge).close();
    markup.text(text).close();
  }
}
