package dev.headgate.simulator.answer;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Usage by name. Bounded: names beyond are counted together. For one thread. */
public final class Usages {
  /** The most names. */
  public static final int NAMES_MAX = 100_000;

  /** The name under which names beyond the bound are counted together. */
  public static final String OTHERS = "(others)";

  private final int rules;
  private final Map<String, Usage> byName = new HashMap<>();

  Usages(int rules) {
    this.rules = rules;
  }

  Usage of(String name) {
    Usage known = byName.get(name);
    if (known != null) {
      return known;
    }
    String kept = byName.size() >= NAMES_MAX ? OTHERS : name;
    return byName.computeIfAbsent(kept, any -> new Usage(rules));
  }

  /** All of them. */
  public Map<String, Usage> all() {
    return Collections.unmodifiableMap(byName);
  }
}
