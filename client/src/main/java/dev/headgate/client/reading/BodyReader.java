package dev.headgate.client.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the start of a body says about limits, without parsing it: it may be cut, or be HTML
 * where JSON was expected. Immutable.
 */
final class BodyReader {
  private static final int NAMES_MAX = 8;
  private static final Pattern VIOLATED =
      Pattern.compile("\"violated-policies\"\\s*:\\s*\\[([^\\]]{0,2000})\\]");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\]{1,200})\"");

  private final String text;

  BodyReader(String text) {
    this.text = text;
  }

  boolean holds(String part) {
    return !text.isEmpty() && text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  /** The number of a member of that name, wherever it stands; null if there is none. */
  @Nullable Double number(String member) {
    int at = text.indexOf('"' + member + '"');
    if (at < 0) {
      return null;
    }
    Matcher number =
        Pattern.compile("\\s*:\\s*(\\d{1,15}(?:\\.\\d{1,9})?)")
            .matcher(text)
            .region(at + member.length() + 2, text.length());
    return number.lookingAt() ? Double.valueOf(number.group(1)) : null;
  }

  /** The policies that a problem of RFC 9457 says were violated. */
  List<String> violated() {
    List<String> names = new ArrayList<>();
    Matcher list = VIOLATED.matcher(text);
    if (list.find()) {
      Matcher name = QUOTED.matcher(list.group(1));
      while (names.size() < NAMES_MAX && name.find()) {
        names.add(name.group(1));
      }
    }
    return names;
  }
}
