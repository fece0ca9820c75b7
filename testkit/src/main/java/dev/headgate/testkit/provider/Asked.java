package dev.headgate.testkit.provider;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as a provider sees it.
 *
 * @param method of HTTP, in capitals
 * @param target path and query, as sent
 * @param origin where it was sent to, {@code http://host:port}
 * @param fields by name in small letters; several lines of one field are joined by a comma
 * @param body as text
 */
public record Asked(
    String method, String target, String origin, Map<String, String> fields, String body) {
  /** The longest body of a request, in bytes. */
  public static final int BODY_MAX = 1 << 20;

  /** Copies; names of fields become small. */
  public Asked {
    Map<String, String> small = new TreeMap<>();
    fields.forEach((name, value) -> small.put(name.toLowerCase(Locale.ROOT), value));
    fields = Map.copyOf(small);
  }

  /** A request without fields and body. */
  public static Asked of(String method, String origin, String target) {
    return new Asked(method, target, origin, Map.of(), "");
  }

  /** The same request with one more field. */
  public Asked with(String name, String value) {
    Map<String, String> more = new TreeMap<>(fields);
    more.put(name.toLowerCase(Locale.ROOT), value);
    return new Asked(method, target, origin, more, body);
  }

  /** The value of a field, or null; {@code name} in small letters. */
  public @Nullable String field(String name) {
    return fields.get(name);
  }

  /** The target without its query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Whether it only reads, by its method. */
  public boolean reads() {
    return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
  }
}
