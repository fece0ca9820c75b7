package dev.headgate.simulator.search;

import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Partition;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.mapping.Mapping;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Of whom a share is meant: of apps where the log tells apps, else of tenants, else of keys. */
public enum Counted {
  /** Apps, copies counted as one. */
  APPS("app"),
  /** Tenants. */
  TENANTS("tenant"),
  /** Whatever the limit counts by: addresses, users, everybody together. */
  KEYS("");

  private final String attribute;

  Counted(String attribute) {
    this.attribute = attribute;
  }

  static Counted of(Mapping mapping) {
    if (mapping.caller().containsKey(APPS.attribute)) {
      return APPS;
    }
    return mapping.caller().containsKey(TENANTS.attribute) ? TENANTS : KEYS;
  }

  /** The one who made a call, or null where it says not who. */
  @Nullable String name(LoggedCall call, Key key) {
    return this == KEYS
        ? String.join(" ", key.values())
        : call.call().caller().attribute(attribute);
  }

  /**
   * Whether nobody shares a counter of a rule with anybody else: then more is never worse, because
   * whoever is never refused has had all that they asked for.
   */
  boolean alone(Rule rule) {
    if (rule.meters().shape().sharedWords() > 0) {
      return false;
    }
    List<String> by = rule.partition().attributes();
    boolean told = rule.partition().missing() != Partition.Missing.DEFAULT;
    return switch (this) {
      case KEYS -> true;
      case APPS -> told && (by.contains("app") || by.contains("copy"));
      case TENANTS -> told && by.contains("tenant");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
