package dev.headgate.core.memory;

import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All counters by their stable name, and, for the snapshot used last, by ordinal. Safe for all
 * threads.
 */
final class Counters {
  private final Map<String, Counter> byName = new ConcurrentHashMap<>();
  private volatile Binding newest = new Binding(PolicySnapshot.builder("none").build(), List.of());

  /** The counters of a snapshot in the order of its rules. */
  record Binding(PolicySnapshot snapshot, List<Counter> counters) {
    Counter of(int ordinal) {
      return counters.get(ordinal);
    }
  }

  /** The counters of a snapshot; those of other snapshots with the same names are the same. */
  Binding of(PolicySnapshot snapshot) {
    Binding binding = newest;
    if (binding.snapshot() == snapshot) {
      return binding;
    }
    binding = new Binding(snapshot, snapshot.rules().stream().map(this::of).toList());
    newest = binding;
    return binding;
  }

  /** The counters of a rule, taken over from a former name where there are none under its own. */
  Counter of(Rule rule) {
    String name = rule.counter();
    Counter counter = byName.get(name);
    if (counter != null) {
      return counter;
    }
    for (String former : rule.terms().formerly()) {
      Counter before = byName.get(rule.counter(former));
      if (before != null) {
        return share(name, before);
      }
    }
    return share(name, new Counter());
  }

  Iterable<Map.Entry<String, Counter>> all() {
    return byName.entrySet();
  }

  private Counter share(String name, Counter counter) {
    Counter present = byName.putIfAbsent(name, counter);
    return present == null ? counter : present;
  }
}
