package dev.headgate.simulator.traffic;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of one {@link LinePattern}, in one pass over their bytes. A value that is only a
 * hyphen is missing. For one thread.
 */
final class PatternLine implements LineReader {
  private static final int NONE = Integer.MAX_VALUE;
  private static final byte ESCAPE = '\\';

  private final byte[] lead;
  private final Place[] places;
  private final int[] requestOrdinals;

  /** A name of the pattern, with the ordinal of its column. */
  private static final class Place {
    private final String name;
    private final byte[] after;
    private final boolean quoted;
    private final boolean request;
    private final int ordinal;

    Place(LinePattern.Part part, Columns columns) {
      name = part.name();
      after = part.end();
      quoted = part.quoted();
      request = name.equals(LinePattern.REQUEST);
      ordinal = columns.ordinal(name);
    }
  }

  PatternLine(LinePattern pattern, Columns columns) {
    lead = pattern.lead().getBytes(StandardCharsets.UTF_8);
    requestOrdinals = LinePattern.REQUEST_PARTS.stream().mapToInt(columns::ordinal).toArray();
    List<LinePattern.Part> parts = pattern.parts();
    places = new Place[parts.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = new Place(parts.get(i), columns);
    }
  }

  @Override
  public @Nullable String read(byte[] bytes, int from, int to, Row row) {
    if (!stands(lead, bytes, from, to)) {
      return "another format at its beginning";
    }
    int at = from + lead.length;
    for (Place place : places) {
      int end = end(place, bytes, at, to);
      if (end == NONE) {
        return missing(place);
      }
      keep(place, bytes, at, end, row);
      at = end + place.after.length;
    }
    return at == to ? null : "something after $" + places[places.length - 1].name;
  }

  private static String missing(Place place) {
    return place.quoted
        ? "no closing quote after $" + place.name
        : "another format at $" + place.name;
  }

  private void keep(Place place, byte[] bytes, int from, int to, Row row) {
    if (place.ordinal != Columns.UNWANTED) {
      put(place.ordinal, bytes, from, to, row);
    }
    if (place.request) {
      request(bytes, from, to, row);
    }
  }

  /** Method, target and protocol; the target may hold spaces that somebody sent raw. */
  private void request(byte[] bytes, int from, int to, Row row) {
    int method = space(bytes, from, to);
    if (method == to) {
      return;
    }
    int protocol = to;
    while (protocol > method && bytes[protocol - 1] != ' ') {
      protocol--;
    }
    boolean told = protocol > method + 1;
    put(requestOrdinals[0], bytes, from, method, row);
    put(requestOrdinals[1], bytes, method + 1, told ? protocol - 1 : to, row);
    if (told) {
      put(requestOrdinals[2], bytes, protocol, to, row);
    }
  }

  private static void put(int ordinal, byte[] bytes, int from, int to, Row row) {
    boolean missing = from == to || (to - from == 1 && bytes[from] == '-');
    if (ordinal != Columns.UNWANTED && !missing) {
      row.put(ordinal, new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }
  }

  private static int end(Place place, byte[] bytes, int from, int to) {
    byte[] after = place.after;
    if (after.length == 0) {
      return space(bytes, from, to); // the last name; more would be of another format
    }
    byte escape = place.quoted ? ESCAPE : after[0];
    for (int at = ByteSearch.either(after[0], escape, bytes, from, to);
        at < to;
        at = ByteSearch.either(after[0], escape, bytes, at + 1, to)) {
      if (bytes[at] != after[0]) {
        at++; // what is escaped ends nothing
      } else if (stands(after, bytes, at, to)) {
        return at;
      } else if (place.quoted) {
        return NONE;
      }
    }
    return NONE;
  }

  private static boolean stands(byte[] text, byte[] bytes, int from, int to) {
    if (to - from < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (bytes[from + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  private static int space(byte[] bytes, int from, int to) {
    return ByteSearch.either((byte) ' ', (byte) ' ', bytes, from, to);
  }
}
