package dev.headgate.server.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads lines of a job: an object of JSON, or method and target as {@code GET /items/7}. Immutable,
 * safe for all threads.
 */
public final class JobReader {
  /** The longest line, in characters; a longer one is a problem of its own. */
  public static final int LINE_MAX = 1 << 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Set<String> KEYS =
      Set.of("id", "method", "url", "headers", "body", "tenant", "points");

  private final @Nullable URI base;

  /** A reader of targets below {@code base}; null if all are absolute. */
  public JobReader(@Nullable URI base) {
    this.base = base;
  }

  /** The next line of a file, cut behind the bound; null at its end. */
  public static @Nullable String next(BufferedReader file) throws IOException {
    int next = file.read();
    if (next < 0) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    while (next >= 0 && next != '\n') {
      if (line.length() <= LINE_MAX) {
        line.append((char) next);
      }
      next = file.read();
    }
    return line.toString();
  }

  /** What line {@code number} is. */
  public JobLine read(long number, String text) {
    if (text.length() > LINE_MAX) {
      return new JobLine.Wrong("line " + number + ": too long (expected: <= " + LINE_MAX + ")");
    }
    String line = text.strip();
    if (line.isEmpty() || line.startsWith("#")) {
      return new JobLine.Nothing();
    }
    try {
      return new JobLine.Wanted(line.startsWith("{") ? ofJson(number, line) : plain(number, line));
    } catch (IllegalArgumentException | JacksonException wrong) {
      String why = wrong instanceof JacksonException ? "no JSON" : wrong.getMessage();
      return new JobLine.Wrong("line " + number + ": " + why);
    }
  }

  private JobCall plain(long number, String line) {
    int space = line.indexOf(' ');
    if (space < 0) {
      throw new IllegalArgumentException("\"" + line + "\" (expected: METHOD TARGET, or JSON)");
    }
    return new JobCall(
        number,
        method(line.substring(0, space)),
        uri(line.substring(space + 1).strip()),
        Map.of(),
        null,
        new JobCall.Meta(null, null, null));
  }

  private JobCall ofJson(long number, String line) {
    JsonNode node = JSON.readTree(line);
    for (String key : node.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("key: " + key + " (expected: one of " + keys() + ")");
      }
    }
    String url = text(node, "url");
    if (url == null) {
      throw new IllegalArgumentException("url: none (expected: a URL, or a path below --base)");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    node.path("headers")
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue().asString("")));
    return new JobCall(
        number, method(text(node, "method")), uri(url), fields, body(node, fields), meta(node));
  }

  private static String keys() {
    return String.join(", ", KEYS.stream().sorted().toList());
  }

  private static JobCall.Meta meta(JsonNode node) {
    JsonNode points = node.get("points");
    if (points != null && !(points.isIntegralNumber() && points.asLong() >= 0)) {
      throw new IllegalArgumentException("points: " + points + " (expected: a number >= 0)");
    }
    return new JobCall.Meta(
        text(node, "id"), text(node, "tenant"), points == null ? null : points.asLong());
  }

  /** A text as it stands; anything else is sent as JSON. */
  private static @Nullable String body(JsonNode node, Map<String, String> fields) {
    JsonNode body = node.get("body");
    if (body == null || body.isNull()) {
      return null;
    }
    if (body.isString()) {
      return body.asString();
    }
    boolean typed = fields.keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase);
    if (!typed) {
      fields.put("Content-Type", "application/json");
    }
    return body.toString();
  }

  private static @Nullable String text(JsonNode node, String key) {
    JsonNode value = node.get(key);
    return value == null || value.isNull() ? null : value.asString("");
  }

  private static String method(@Nullable String written) {
    String method = written == null ? "GET" : written.toUpperCase(Locale.ROOT);
    if (!method.matches("[A-Z]{1,20}")) {
      throw new IllegalArgumentException("method: " + written + " (expected: GET, POST, ...)");
    }
    return method;
  }

  private URI uri(String written) {
    URI uri = base == null ? URI.create(written) : base.resolve(written);
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "url: " + written + " (expected: http or https with a host, or a path and --base)");
    }
    return uri;
  }
}
