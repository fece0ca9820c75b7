package dev.headgate.core.quota;

import dev.headgate.core.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Draws what an attack does to a plain quota and to a shared pool: points granted since the hour
 * began, to 49 ordinary tenants together and to one that attacks, over two hours.
 */
final class PoolPlot {
  private static final long SEED = 8;
  private static final int MINUTES = 120;
  private static final int WIDTH = 300;
  private static final int HEIGHT = 180;

  private PoolPlot() {}

  /** Writes the picture: {@code PoolPlot FILE}. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), svg());
  }

  static String svg() {
    PoolTraffic traffic =
        new PoolTraffic(Seeds.random(SEED))
            .ordinary(49, 60, PoolTraffic.START, PoolTraffic.START + 2 * PoolTraffic.HOUR)
            .attacker(0, PoolTraffic.START, PoolTraffic.START + 2 * PoolTraffic.HOUR);
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 270\" "
            + "font-family=\"sans-serif\" font-size=\"11\">\n"
            + "<rect width=\"760\" height=\"270\" fill=\"white\"/>\n");
    panel(svg, 60, "plain quota", traffic.granted(PoolTerms.PLAIN, MINUTES));
    panel(svg, 430, "shared pool", traffic.granted(PoolCasesTest.FAIR, MINUTES));
    return svg.append("</svg>\n").toString();
  }

  private static void panel(StringBuilder svg, int left, String title, List<long[]> minutes) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<g transform=\"translate(%d 30)\">\n"
                + "<text x=\"0\" y=\"-10\" font-weight=\"bold\">%s, points granted since the hour"
                + " began</text>\n<path d=\"M0 0V%d H%d\" fill=\"none\" stroke=\"#444\"/>\n",
            left,
            title,
            HEIGHT,
            WIDTH));
    for (long points = 0; points <= 65_000; points += 13_000) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<path d=\"M0 %1$.1fH%2$d\" stroke=\"#ddd\"/>"
                  + "<text x=\"-6\" y=\"%3$.1f\" text-anchor=\"end\">%4$d</text>\n",
              y(points),
              WIDTH,
              y(points) + 4,
              points));
    }
    for (int minute = 0; minute <= MINUTES; minute += 30) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d min</text>\n",
              x(minute),
              HEIGHT + 16,
              minute));
    }
    line(svg, minutes, new Curve(0, "#1a7f37", "49 ordinary tenants"));
    line(svg, minutes, new Curve(1, "#cf222e", "the attacker"));
    svg.append("</g>\n");
  }

  /** One column of the numbers, with its name below the panel. */
  private record Curve(int column, String colour, String name) {}

  private static void line(StringBuilder svg, List<long[]> minutes, Curve curve) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < minutes.size(); i++) {
      String step = i % 60 == 0 ? "M" : "L";
      path.append(
          String.format(Locale.ROOT, "%s%.1f %.1f", step, x(i), y(minutes.get(i)[curve.column()])));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>"
                + "<text x=\"0\" y=\"%d\" fill=\"%s\">%s</text>\n",
            path,
            curve.colour(),
            HEIGHT + 34 + 14 * curve.column(),
            curve.colour(),
            curve.name()));
  }

  private static double x(int minute) {
    return (double) WIDTH * minute / MINUTES;
  }

  private static double y(long points) {
    return HEIGHT - (double) HEIGHT * points / 65_000;
  }
}
