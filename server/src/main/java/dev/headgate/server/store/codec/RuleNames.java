package dev.headgate.server.store.codec;

import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of a snapshot by the names of their counters, the former ones included. Immutable. */
final class RuleNames {
  private final PolicySnapshot snapshot;
  private final byte[][] names;
  private final Map<String, Integer> ordinals = new HashMap<>();

  RuleNames(PolicySnapshot snapshot) {
    this.snapshot = snapshot;
    List<Rule> rules = snapshot.rules();
    names = new byte[rules.size()][];
    for (int i = 0; i < names.length; i++) {
      String counter = rules.get(i).counter();
      names[i] = counter.getBytes(StandardCharsets.UTF_8);
      ordinals.put(counter, i);
    }
    for (int i = 0; i < names.length; i++) {
      for (String former : rules.get(i).terms().formerly()) {
        ordinals.putIfAbsent(rules.get(i).counter(former), i);
      }
    }
  }

  PolicySnapshot snapshot() {
    return snapshot;
  }

  /** The bytes of the name of a rule's counters. */
  byte[] name(int ordinal) {
    return names[ordinal];
  }

  /** The place of the rule whose counters have or had that name, or null where it is gone. */
  @Nullable Integer ordinal(byte[] name) {
    return ordinals.get(new String(name, StandardCharsets.UTF_8));
  }
}
