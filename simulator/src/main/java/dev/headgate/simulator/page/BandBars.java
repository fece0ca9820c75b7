package dev.headgate.simulator.page;

import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.answer.Fullness;
import dev.headgate.simulator.page.Canvas.Anchor;
import dev.headgate.simulator.page.Canvas.Area;

/**
 * How many apps used which share of a limit: a bar for each band of shares, from top to bottom.
 *
 * @param fullness what is drawn
 * @param thing one of what is counted
 */
record BandBars(Fullness fullness, String thing) implements Picture.Drawing {
  private static final int TOP = 22;
  private static final int ROW = 20;
  private static final int BOTTOM = 42;
  private static final int LEFT = 116;
  private static final int MARKS = 4;

  @Override
  public void draw(Markup markup, Size size) {
    int bands = fullness.bands().size();
    int height = TOP + bands * ROW + BOTTOM;
    long most = fullness.bands().stream().mapToLong(Fullness.Band::apps).max().orElse(0);
    Scale scale = Scale.of(most, MARKS);
    double room = size.width() - LEFT - 14 - Size.widthOf(Figures.whole(most));
    Canvas canvas = new Canvas(markup, size, height, label());
    canvas.text(0, 12, Anchor.START, "share of the amount");
    for (long mark : scale.marks()) {
      double x = LEFT + scale.place(mark, room);
      canvas.line(mark == 0 ? "axis" : "grid", x, TOP, x, TOP + bands * ROW);
      canvas.text(x, TOP + bands * ROW + 15, Anchor.MIDDLE, Figures.brief(mark));
    }
    for (int i = 0; i < bands; i++) {
      Fullness.Band band = fullness.bands().get(i);
      double y = TOP + i * ROW;
      canvas.text(LEFT - 8, y + ROW - 6, Anchor.END, name(band));
      double length = scale.place(band.apps(), room);
      if (band.apps() > 0) {
        String title = name(band) + ": " + CountText.of(band.apps(), thing);
        canvas.box(
            band.beyond() ? "upper" : "lower", new Area(LEFT, y + 2, length, ROW - 4), title);
        canvas.text(LEFT + length + 5, y + ROW - 6, Anchor.START, Figures.whole(band.apps()));
      }
    }
    canvas.text(
        LEFT + room / 2, height - 6, Anchor.MIDDLE, "number of " + CountText.word(2, thing));
    canvas.end();
  }

  private String label() {
    return "Bars of how many %s asked for which share of %s."
        .formatted(CountText.word(2, thing), fullness.rule());
  }

  /** A band in words. */
  static String name(Fullness.Band band) {
    String above = Long.toString(band.above() / 100);
    return band.upTo() == Long.MAX_VALUE
        ? "over " + above + " %"
        : band.above() == 0
            ? "up to " + band.upTo() / 100 + " %"
            : above + " to " + band.upTo() / 100 + " %";
  }

  /** The numbers behind it. */
  Table numbers() {
    Table table = new Table("share of the amount", CountText.word(2, thing), "of all");
    for (Fullness.Band band : fullness.bands()) {
      table.row(
          name(band), Figures.whole(band.apps()), Figures.share(band.apps(), fullness.apps()));
    }
    return table;
  }
}
