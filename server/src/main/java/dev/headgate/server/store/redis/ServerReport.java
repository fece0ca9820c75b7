package dev.headgate.server.store.redis;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a server says of itself, line by line. */
public record ServerReport(Map<String, String> fields) {
  /** Reads what INFO answers. */
  public static ServerReport of(String text) {
    Map<String, String> fields = new TreeMap<>();
    text.lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
              }
            });
    return new ServerReport(fields);
  }

  /** What it says of a name; null if nothing. */
  public @Nullable String find(String name) {
    return fields.get(name);
  }

  /** What it says of a name; without it it is no server that we know. */
  public String need(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalStateException("INFO: no " + name + " (expected: one)");
    }
    return value;
  }
}
