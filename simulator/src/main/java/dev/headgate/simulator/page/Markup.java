package dev.headgate.simulator.page;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Markup as it is written: HTML that is well-formed XML too. Text and the values of attributes are
 * escaped here and nowhere else. For one thread.
 */
final class Markup {
  private static final char REPLACEMENT = '\uFFFD';

  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  Markup open(String element, String... attributes) {
    begin(element, attributes).append('>');
    open.push(element);
    return this;
  }

  /** Closes the element that was opened last. */
  Markup close() {
    text.append("</").append(open.pop()).append('>');
    if (open.size() <= 3) {
      text.append('\n');
    }
    return this;
  }

  /** An element without content. */
  Markup empty(String element, String... attributes) {
    begin(element, attributes).append("/>");
    return this;
  }

  /** An element with a text in it. */
  Markup element(String element, String content, String... attributes) {
    return open(element, attributes).text(content).close();
  }

  /** Text of any kind. */
  Markup text(String content) {
    escaped(content);
    return this;
  }

  /** A style sheet of our own, which must not hold {@code <} or {@code &}. */
  Markup style(String sheet) {
    if (sheet.indexOf('<') >= 0 || sheet.indexOf('&') >= 0) {
      throw new IllegalArgumentException("style: \"<\" or \"&\" (expected: neither)");
    }
    text.append("<style>\n").append(sheet).append("</style>\n");
    return this;
  }

  /** The whole, once everything is closed. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("open: " + open + " (expected: all closed)");
    }
    return text.toString();
  }

  private StringBuilder begin(String element, String... attributes) {
    text.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"");
      escaped(attributes[i + 1]);
      text.append('"');
    }
    return text;
  }

  private void escaped(String content) {
    content.codePoints().forEach(this::escaped);
  }

  private void escaped(int c) {
    switch (c) {
      case '<' -> text.append("&lt;");
      case '>' -> text.append("&gt;");
      case '&' -> text.append("&amp;");
      case '"' -> text.append("&quot;");
      case '\'' -> text.append("&#39;");
      default -> text.appendCodePoint(shown(c) ? c : REPLACEMENT);
    }
  }

  /** What XML allows (XML 1.0, 2.2), without what would turn the direction of a text. */
  private static boolean shown(int c) {
    boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
    boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    boolean lone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return !control && !turns && !lone && c != 0xFFFE && c != 0xFFFF;
  }
}
