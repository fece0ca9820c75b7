package dev.headgate.simulator.page;

import dev.headgate.core.time.Micros;
import dev.headgate.simulator.page.Canvas.Anchor;
import dev.headgate.simulator.page.Canvas.Area;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Bars over time, each of two parts, with a line of amounts: points against a quota.
 *
 * @param unit of the upright axis
 * @param parts what the parts and the line are called
 * @param row one bar for each stretch
 * @param rank which bar stands for its neighbours where there are too many
 */
record TimeBars(String unit, Parts parts, Column.Row row, ToDoubleFunction<Column> rank)
    implements Picture.Drawing {
  /** The most bars that are drawn on a desk. */
  static final int COLUMNS_MAX = 180;

  private static final int COLUMNS_MAX_NARROW = 80;
  private static final int HEIGHT = 240;
  private static final int TOP = 26;
  private static final int BOTTOM = 46;
  private static final int RIGHT = 12;
  private static final int MARKS = 4;
  private static final double GAP = 0.12;
  private static final double LABEL = 62;
  private static final long HOUR = 3_600 * Micros.SECOND;
  private static final List<Integer> STEPS =
      List.of(1, 2, 3, 6, 12, 24, 48, 72, 96, 168, 336, 672, 1_344, 2_688, 8_760);

  /**
   * What the parts are called; the line is left out where its name is empty.
   *
   * @param lower the part at the bottom
   * @param upper the part on top, drawn as what was refused
   * @param line the amount
   */
  record Parts(String lower, String upper, String line) {}

  @Override
  public void draw(Markup markup, Size size) {
    int most = size == Size.WIDE ? COLUMNS_MAX : COLUMNS_MAX_NARROW;
    Column.Row bars = row.atMost(most, rank);
    Scale scale = Scale.of(bars.most(), MARKS);
    double left = 10 + scale.marks().stream().mapToDouble(TimeBars::widthOf).max().orElse(0);
    Area plot = new Area(left, TOP, size.width() - left - RIGHT, HEIGHT - TOP - BOTTOM);
    Canvas canvas = new Canvas(markup, size, HEIGHT, label(bars));
    canvas.text(0, 12, Anchor.START, unit);
    for (long mark : scale.marks()) {
      double y = plot.y() + plot.height() - scale.place(mark, plot.height());
      canvas.line(mark == 0 ? "axis" : "grid", left, y, left + plot.width(), y);
      canvas.text(left - 5, y + 4, Anchor.END, Figures.brief(mark));
    }
    bars(canvas, bars, scale, plot);
    times(canvas, bars, plot);
    canvas.text(left + plot.width() / 2, HEIGHT - 6, Anchor.MIDDLE, axis(bars));
    canvas.end();
  }

  private static double widthOf(long mark) {
    return Size.widthOf(Figures.brief(mark));
  }

  private String label(Column.Row bars) {
    return "Bars of %s from %s to %s; the highest reaches %s."
        .formatted(
            unit,
            Figures.minute(bars.columns().getFirst().from()),
            Figures.minute(bars.end()),
            Figures.whole(bars.most()));
  }

  private String axis(Column.Row bars) {
    long hours = row.width() / HOUR;
    String each = hours == 1 ? "hour" : hours + " hours";
    return bars.width() == row.width()
        ? "time, UTC; each bar is " + (hours == 1 ? "an hour" : each)
        : "time, UTC; each bar: the busiest %s of %d h".formatted(each, bars.width() / HOUR);
  }

  private void bars(Canvas canvas, Column.Row bars, Scale scale, Area plot) {
    double each = plot.width() / bars.columns().size();
    double bottom = plot.y() + plot.height();
    for (int i = 0; i < bars.columns().size(); i++) {
      Column bar = bars.columns().get(i);
      double x = plot.x() + i * each + each * GAP / 2;
      double wide = Math.max(each * (1 - GAP), 0.5);
      double low = scale.place(bar.lower(), plot.height());
      double high = scale.place(bar.lower() + bar.upper(), plot.height());
      if (bar.lower() > 0) {
        canvas.box("lower", new Area(x, bottom - low, wide, low), title(bar));
      }
      if (bar.upper() > 0) {
        canvas.box("upper", new Area(x, bottom - high, wide, high - low), title(bar));
      }
    }
    amounts(canvas, bars, scale, plot);
  }

  /**
   * The line of amounts, one piece as long as it stays the same; stretches without one do not cut
   * it.
   */
  private static void amounts(Canvas canvas, Column.Row bars, Scale scale, Area plot) {
    double each = plot.width() / bars.columns().size();
    double bottom = plot.y() + plot.height();
    int begun = -1;
    long amount = 0;
    for (int i = 0; i < bars.columns().size(); i++) {
      long line = bars.columns().get(i).line();
      if (line > 0 && line != amount) {
        double y = bottom - scale.place(amount, plot.height());
        if (amount > 0) {
          canvas.line("amount", plot.x() + begun * each, y, plot.x() + i * each, y);
        }
        begun = i;
        amount = line;
      }
    }
    if (amount > 0) {
      double y = bottom - scale.place(amount, plot.height());
      canvas.line("amount", plot.x() + begun * each, y, plot.x() + plot.width(), y);
    }
  }

  private String title(Column bar) {
    String title = bar.when() + ": " + Figures.whole(bar.lower()) + " " + parts.lower();
    if (bar.upper() > 0) {
      title += ", " + Figures.whole(bar.upper()) + " " + parts.upper();
    }
    return bar.line() > 0 ? title + ", " + parts.line() + " " + Figures.whole(bar.line()) : title;
  }

  /** Marks of the time axis, so far apart that their labels do not touch. */
  private static void times(Canvas canvas, Column.Row bars, Area plot) {
    long from = bars.columns().getFirst().from();
    double perHour = plot.width() / ((double) (bars.end() - from) / HOUR);
    int step =
        STEPS.stream().filter(hours -> hours * perHour >= LABEL).findFirst().orElse(8_760 * 4);
    double bottom = plot.y() + plot.height();
    long stepMicros = step * HOUR;
    for (long mark = Math.ceilDiv(from, stepMicros) * stepMicros;
        mark <= bars.end();
        mark += stepMicros) {
      double x = plot.x() + (double) (mark - from) / HOUR * perHour;
      canvas.line("axis", x, bottom, x, bottom + 4);
      double half = LABEL / 2 - 4;
      if (x - half >= 0 && x + half <= plot.x() + plot.width() + RIGHT) {
        canvas.text(x, bottom + 17, Anchor.MIDDLE, mark(mark, step));
      }
    }
  }

  private static String mark(long instant, int step) {
    boolean midnight = instant % (24 * HOUR) == 0;
    String pattern = step >= 1_344 ? "MMM uuuu" : midnight ? "d MMM" : "HH:mm";
    return Figures.day(Micros.instant(instant), pattern);
  }
}
