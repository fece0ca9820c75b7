package dev.headgate.core.pricing;

import java.util.List;

/**
 * Reads the numbers that a bound depends on from a query, in one pass, without decoding more than a
 * character at a time. Parameters are parted by {@code &}; names and values are decoded as forms
 * are (URL Standard, section 5.1), because the service behind may do so.
 */
final class QueryScan {
  /** Digits that are read; more than that is above every bound. */
  private static final int DIGITS_MAX = 18;

  /** Stands for the end of a part, and for what is not decoded to ASCII. */
  private static final int NONE = -1;

  private final String query;
  private int at;

  QueryScan(String query) {
    this.query = query;
  }

  /** The bound that a query states: the largest of all values of all its parameters. */
  Bound.Found find(Bound bound) {
    long largest = NONE;
    long listed = 0;
    boolean unreadable = false;
    String parameter = "";
    while (at < query.length()) {
      int end = end('&');
      String name = name(bound.parameters(), end);
      if (!name.isEmpty()) {
        long value = bound.form() == Bound.Form.LIST ? items(end) : number(end);
        listed += value;
        unreadable |= value <= 0;
        if (value > largest) {
          largest = value;
          parameter = name;
        }
      }
      at = end + 1;
    }
    return bound.form() == Bound.Form.LIST
        ? found(bound, listed, listed == 0, parameter)
        : page(bound, largest, unreadable, parameter);
  }

  private static Bound.Found page(Bound bound, long largest, boolean unreadable, String parameter) {
    return unreadable
        ? new Bound.Found(bound.most(), Bound.Reason.UNREADABLE, parameter)
        : found(bound, largest, parameter.isEmpty(), parameter);
  }

  private static Bound.Found found(Bound bound, long value, boolean missing, String parameter) {
    if (missing) {
      return new Bound.Found(bound.usual(), Bound.Reason.USUAL, "");
    }
    return value > bound.most()
        ? new Bound.Found(bound.most(), Bound.Reason.ABOVE_MOST, parameter)
        : new Bound.Found(value, Bound.Reason.STATED, parameter);
  }

  /** The one of the names that stands here, with the scan behind it and its sign; else empty. */
  private String name(List<String> names, int end) {
    int begin = at;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      int matched = 0;
      while (matched < name.length() && at < end && next(end) == name.charAt(matched)) {
        matched++;
      }
      if (matched == name.length() && (at == end || query.charAt(at) == '=')) {
        at = Math.min(end, at + 1);
        return name;
      }
      at = begin;
    }
    return "";
  }

  /** A number from 1; 0 for anything else. */
  private long number(int end) {
    long number = 0;
    int digits = 0;
    while (at < end) {
      int c = next(end);
      if (c < '0' || c > '9') {
        return 0;
      }
      digits = number == 0 ? 1 : digits + 1;
      number = digits > DIGITS_MAX ? Long.MAX_VALUE / 16 : number * 10 + (c - '0');
    }
    return number;
  }

  /** How many items with commas between them. */
  private long items(int end) {
    long items = at < end ? 1 : 0;
    while (at < end) {
      if (next(end) == ',') {
        items++;
      }
    }
    return items;
  }

  private int end(char separator) {
    int end = query.indexOf(separator, at);
    return end < 0 ? query.length() : end;
  }

  /** The next character, decoded. */
  private int next(int end) {
    char c = query.charAt(at++);
    if (c == '+') {
      return ' ';
    }
    if (c != '%') {
      return c;
    }
    int high = at + 1 < end ? Character.digit(query.charAt(at), 16) : NONE;
    int low = high < 0 ? NONE : Character.digit(query.charAt(at + 1), 16);
    if (low < 0) {
      return c;
    }
    at += 2;
    return high * 16 + low;
  }
}
