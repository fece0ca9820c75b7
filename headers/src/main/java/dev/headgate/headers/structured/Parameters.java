package dev.headgate.headers.structured;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What qualifies an item or inner list: keys with values, in order (RFC 9651, section 3.1.2).
 *
 * @param values copied; a key outside the standard's syntax is an {@code IllegalArgumentException}
 */
public record Parameters(SequencedMap<String, BareItem> values) {

  /** No parameters. */
  public static final Parameters NONE = new Parameters(new LinkedHashMap<>());

  /** Copies and checks the keys. */
  public Parameters {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    values.keySet().forEach(Syntax::requireKey);
  }

  /** One parameter. */
  public static Parameters of(String key, BareItem value) {
    return NONE.with(key, value);
  }

  /** These and one more; a key that is already there keeps its place and changes its value. */
  public Parameters with(String key, BareItem value) {
    LinkedHashMap<String, BareItem> more = new LinkedHashMap<>(values);
    more.put(key, value);
    return new Parameters(more);
  }

  /** The value of {@code key}, or null if there is none. */
  public @Nullable BareItem get(String key) {
    return values.get(key);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return values.isEmpty();
  }
}
