package dev.headgate.simulator.page;

import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.page.Canvas.Anchor;
import dev.headgate.simulator.page.Canvas.Area;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers by row and hour of the day, as shades.
 *
 * @param thing what is counted, for one of it
 * @param rows from top to bottom
 */
record HeatMap(String thing, List<Row> rows) implements Picture.Drawing {
  /** Shades beside none. */
  static final int SHADES = 5;

  private static final int TOP = 22;
  private static final int BOTTOM = 24;
  private static final int CELL_HEIGHT = 18;
  private static final int HOURS = 24;
  private static final double GAP = 1;

  /**
   * One row.
   *
   * @param name of the row
   * @param hours a number for each hour of the day, UTC
   */
  record Row(String name, List<Long> hours) {
    Row {
      hours = List.copyOf(hours);
    }

    static Row of(String name, long... hours) {
      return new Row(name, Arrays.stream(hours).boxed().toList());
    }
  }

  HeatMap {
    rows = List.copyOf(rows);
  }

  @Override
  public void draw(Markup markup, Size size) {
    double left =
        12
            + rows.stream()
                .mapToDouble(row -> Size.widthOf(Figures.cut(row.name(), size.nameMax())))
                .max()
                .orElse(0);
    int height = TOP + rows.size() * CELL_HEIGHT + BOTTOM;
    Canvas canvas = new Canvas(markup, size, height, label());
    double each = (size.width() - left - 2) / HOURS;
    hours(canvas, left, each, size == Size.WIDE ? 2 : 6);
    List<Long> ends = ends();
    for (int i = 0; i < rows.size(); i++) {
      row(canvas, rows.get(i), new Area(left, TOP + i * CELL_HEIGHT, each, CELL_HEIGHT), ends);
      String name = Figures.cut(rows.get(i).name(), size.nameMax());
      canvas.text(left - 6, TOP + (i + 1) * CELL_HEIGHT - 5, Anchor.END, name);
    }
    canvas.text(left + HOURS * each / 2, height - 6, Anchor.MIDDLE, "hour of the day, UTC");
    canvas.end();
  }

  private String label() {
    return "Shades of %s by hour of the day in %d rows; the largest cell has %s."
        .formatted(CountText.word(2, thing), rows.size(), Figures.whole(most()));
  }

  private static void hours(Canvas canvas, double left, double each, int step) {
    for (int hour = 0; hour < HOURS; hour += step) {
      canvas.text(
          left + (hour + 0.5) * each, 14, Anchor.MIDDLE, hour < 10 ? "0" + hour : "" + hour);
    }
  }

  private void row(Canvas canvas, Row row, Area first, List<Long> ends) {
    for (int hour = 0; hour < HOURS; hour++) {
      long number = row.hours().get(hour);
      Area cell =
          new Area(
              first.x() + hour * first.width(),
              first.y(),
              first.width() - GAP,
              first.height() - GAP);
      String title =
          number == 0
              ? ""
              : "%s, %02d:00: %s".formatted(row.name(), hour, CountText.of(number, thing));
      canvas.box("heat" + shade(number, ends), cell, title);
    }
  }

  private static int shade(long number, List<Long> ends) {
    int shade = 0;
    while (number > 0 && number > (shade == 0 ? 0 : ends.get(shade - 1))) {
      shade++;
    }
    return shade;
  }

  private long most() {
    return rows.stream().flatMap(row -> row.hours().stream()).mapToLong(n -> n).max().orElse(0);
  }

  /** The largest number of each shade: equal steps of the square root, all different. */
  private List<Long> ends() {
    List<Long> ends = new ArrayList<>();
    double most = most();
    for (int shade = 1; shade <= SHADES; shade++) {
      long end = Math.round(most * shade * shade / (SHADES * SHADES));
      long before = ends.isEmpty() ? 0 : ends.getLast();
      ends.add(shade == SHADES ? Math.max(before + 1, (long) most) : Math.max(before + 1, end));
    }
    return ends;
  }

  /** The legend: what each shade stands for; shades that are never reached are left out. */
  List<java.util.Map.Entry<String, String>> legend() {
    List<java.util.Map.Entry<String, String>> legend = new ArrayList<>();
    legend.add(java.util.Map.entry("heat0", "none"));
    List<Long> ends = ends();
    long from = 1;
    for (int shade = 1; shade <= SHADES && from <= most(); shade++) {
      long end = Math.min(ends.get(shade - 1), most());
      String text =
          from == end ? Figures.whole(end) : Figures.whole(from) + " to " + Figures.whole(end);
      legend.add(java.util.Map.entry("heat" + shade, text));
      from = end + 1;
    }
    return legend;
  }

  /** The numbers behind it; only hours that have any. */
  Table numbers(String rowName) {
    Table table = new Table(rowName, "hour, UTC", CountText.word(2, thing));
    for (Row row : rows) {
      for (int hour = 0; hour < HOURS; hour++) {
        if (row.hours().get(hour) > 0) {
          table.row(row.name(), "%02d:00".formatted(hour), Figures.whole(row.hours().get(hour)));
        }
      }
    }
    return table;
  }
}
