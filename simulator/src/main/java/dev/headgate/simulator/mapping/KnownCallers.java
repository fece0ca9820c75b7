package dev.headgate.simulator.mapping;

import dev.headgate.core.identity.Caller;
import dev.headgate.policy.registry.Callers;
import dev.headgate.policy.registry.Identification;
import dev.headgate.policy.registry.Registry;
import dev.headgate.simulator.traffic.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The callers of a log, the same object for the same values, made as the gateway makes them. For
 * one thread.
 */
final class KnownCallers {
  /** The most callers that are kept; at the bound all are forgotten. */
  private static final int CALLERS_MAX = 100_000;

  private final Callers callers = new Callers();
  private final Registry registry;
  private final List<String> names;
  private final List<ValueSource> sources;
  private final Map<List<@Nullable String>, Caller> known = new HashMap<>();
  private String wrong = "";

  KnownCallers(Mapping mapping) {
    registry = mapping.registry();
    Map<String, ValueSource> sorted = new TreeMap<>(mapping.caller());
    names = List.copyOf(sorted.keySet());
    sources = List.copyOf(sorted.values());
  }

  /** The caller of a row, or null where {@link #wrong} says why there is none. */
  @Nullable Caller of(Row row) {
    if (names.isEmpty()) {
      return Caller.ANONYMOUS;
    }
    @Nullable String[] values = new @Nullable String[names.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = sources.get(i).of(row);
    }
    List<@Nullable String> key = java.util.Arrays.asList(values);
    Caller caller = known.get(key);
    return caller != null ? caller : make(key);
  }

  String wrong() {
    return wrong;
  }

  private @Nullable Caller make(List<@Nullable String> values) {
    Map<String, String> attributes = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      String value = values.get(i);
      if (value != null && !value.isEmpty()) {
        if (value.length() > Registry.VALUE_MAX) {
          wrong = names.get(i) + " of " + value.length() + " characters (expected: <= 200)";
          return null;
        }
        attributes.put(names.get(i), value);
      }
    }
    return switch (callers.of(attributes, registry, true)) {
      case Identification.Identified(Caller caller) -> {
        if (known.size() >= CALLERS_MAX) {
          known.clear();
        }
        known.put(values, caller);
        yield caller;
      }
      case Identification.Unknown(String reason, String detail) -> {
        wrong = reason + ": " + detail;
        yield null;
      }
    };
  }
}
