package dev.headgate.simulator.page;

import dev.headgate.simulator.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A report as one HTML file that needs nothing else: no network, no script. */
public final class HtmlReport {
  private static final String SHEET = "report.css";

  /** Styles are in the page; nothing else may be loaded, run or sent. */
  private static final String ALLOWED = "default-src 'none'; style-src 'unsafe-inline'";

  private HtmlReport() {}

  /** The page, in UTF-8. */
  public static String of(Report report) {
    Markup markup = new Markup();
    String title = "Who would be limited by " + report.head().policy();
    markup.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en");
    markup.open("head").empty("meta", "charset", "utf-8");
    markup.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    markup.empty("meta", "http-equiv", "Content-Security-Policy", "content", ALLOWED);
    markup.empty("meta", "name", "generator", "content", "Headgate " + report.head().headgate());
    markup.element("title", title).style(sheet()).close();
    markup.open("body").open("main").element("h1", title);
    gaps(markup, report.gaps());
    new Words(report).write(markup);
    pictures(markup, new Pictures(report).all());
    Help.write(markup, report);
    new Groups(report).write(markup);
    Origins.write(markup, report);
    markup.close().close().close();
    return "<!DOCTYPE html>\n" + markup;
  }

  private static void gaps(Markup markup, List<String> gaps) {
    if (!gaps.isEmpty()) {
      markup.open("div", "class", "partial", "role", "note");
      markup.element("p", "Partial: this is about less than the whole input.");
      markup.open("ul");
      gaps.forEach(gap -> markup.element("li", gap));
      markup.close().close();
    }
  }

  private static void pictures(Markup markup, List<Picture> pictures) {
    if (!pictures.isEmpty()) {
      markup.open("section").element("h2", "In pictures");
      pictures.forEach(picture -> picture.write(markup));
      markup.close();
    }
  }

  private static String sheet() {
    try (InputStream sheet = HtmlReport.class.getResourceAsStream(SHEET)) {
      if (sheet == null) {
        throw new AssertionError(SHEET + " is not in the jar");
      }
      return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
