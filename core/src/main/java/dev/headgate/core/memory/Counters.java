package dev.headgate.core.memory;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Partition;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All counters by their stable name, and, for the snapshots used last, by ordinal. Safe for all
 * threads; what is got here is used while a stripe is held, so that {@link #dropUnnamed}, which
 * needs them all, takes no counter out of anybody's hands.
 */
final class Counters {
  /** How many snapshots may alternate before their counters are looked up again. */
  static final int RECENT_MAX = 4;

  /** The widest state that shares a shelf; wider ones would only make the cells of others long. */
  private static final int SHARED_WORDS_MAX = 16;

  private final @Nullable Journal journal;
  private final Map<String, Counter> byName = new ConcurrentHashMap<>();

  /** The shelf of each list of attributes that still has room; guarded by this. */
  private final Map<List<String>, Shelf> shared = new HashMap<>();

  private volatile List<Binding> recent = List.of();

  /** The first of the recent ones, or one of no rules before there is any. */
  private volatile Binding first = new Binding(PolicySnapshot.builder("none").build(), List.of());

  /** No counters yet, whose changes are noted where there is a journal. */
  Counters(@Nullable Journal journal) {
    this.journal = journal;
  }

  /** The counters of a snapshot in the order of its rules. */
  static final class Binding {
    private final PolicySnapshot snapshot;
    private final Counter[] counters;

    Binding(PolicySnapshot snapshot, List<Counter> counters) {
      this.snapshot = snapshot;
      this.counters = counters.toArray(Counter[]::new);
    }

    PolicySnapshot snapshot() {
      return snapshot;
    }

    List<Counter> counters() {
      return List.of(counters);
    }

    Counter of(int ordinal) {
      return counters[ordinal];
    }
  }

  /** Where a claim taken before is settled now: its rule as the newest snapshot has it. */
  record Place(Counter counter, Rule rule, Meter meter) {}

  /** The counters of a snapshot; those of other snapshots with the same names are the same. */
  Binding of(PolicySnapshot snapshot) {
    Binding newest = first;
    return newest.snapshot == snapshot ? newest : bind(snapshot);
  }

  /**
   * Where a claim of a reservation is settled. The newest snapshot's amounts hold, because those of
   * an older one could cut off what was used since.
   */
  Place place(Reservation reservation, Claim claim) {
    List<Binding> known = recent;
    if (!known.isEmpty()) {
      Binding newest = known.getFirst();
      if (newest.snapshot() == reservation.plan().snapshot()) {
        return new Place(newest.of(claim.ordinal()), claim.rule(), claim.meter());
      }
      for (int i = 0; i < newest.counters().size(); i++) {
        Rule rule = newest.snapshot().rules().get(i);
        if (inherits(rule, claim.rule()) && !apart(newest.of(i), claim.rule())) {
          Meter meter = rule.meter(reservation.call());
          return new Place(newest.of(i), rule, meter);
        }
      }
    }
    return new Place(of(claim.rule()), claim.rule(), claim.meter());
  }

  /** The counters of a name that is in use, those of pools included; null where there are none. */
  @Nullable Counter named(String name) {
    Counter own = byName.get(name);
    if (own != null || !name.endsWith(Counter.POOLS)) {
      return own;
    }
    Counter members = byName.get(name.substring(0, name.length() - Counter.POOLS.length()));
    return members == null ? null : members.pool();
  }

  /** The counters of a rule, taken over from a former name where there are none under its own. */
  Counter of(Rule rule) {
    Counter known = find(rule);
    return known == null ? create(rule) : known;
  }

  /** The counters of a rule, or null where it never had any. */
  @Nullable Counter find(Rule rule) {
    Counter own = byName.get(rule.counter());
    if (own != null) {
      return own;
    }
    for (String former : formerCounters(rule)) {
      Counter before = byName.get(former);
      if (before != null) {
        return before;
      }
    }
    return null;
  }

  /** All shelves in use. */
  Collection<Shelf> shelves() {
    Set<Shelf> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Counter counter : byName.values()) {
      distinct.add(counter.shelf());
      Counter pool = counter.pool();
      if (pool != null) {
        distinct.add(pool.shelf());
      }
    }
    return distinct;
  }

  /** Whether there are names that no recent snapshot uses. */
  boolean hasUnnamed() {
    return !names().containsAll(byName.keySet());
  }

  /**
   * Drops names that no recent snapshot uses, where their counters are empty or have another name.
   * Expects all stripes to be held.
   */
  synchronized void dropUnnamed() {
    Set<String> names = names();
    Set<Counter> named = Collections.newSetFromMap(new IdentityHashMap<>());
    recent.forEach(binding -> named.addAll(binding.counters()));
    for (Map.Entry<String, Counter> entry : List.copyOf(byName.entrySet())) {
      Counter counter = entry.getValue();
      boolean alias = named.contains(counter);
      if (!names.contains(entry.getKey()) && (alias || counter.isEmpty())) {
        byName.remove(entry.getKey());
        if (!alias && !byName.containsValue(counter)) {
          counter.drop();
        }
      }
    }
    shared.values().removeIf(Shelf::isEmpty);
  }

  private synchronized Counter create(Rule rule) {
    Counter known = find(rule);
    if (known == null) {
      known = made(rule);
      known.name(rule.counter());
      byName.put(rule.counter(), known);
    }
    return known;
  }

  /** New counters, beside those of other limits that tell callers apart alike. */
  private Counter made(Rule rule) {
    Meter shape = rule.meters().shape();
    Partition partition = rule.partition();
    if (partition.members() > 0) {
      int shared = shape.sharedWords();
      Counter pools = placed(partition.pools().attributes(), shared, null);
      return placed(partition.attributes(), shape.words() - shared, pools);
    }
    return shape.grows() || shape.words() > SHARED_WORDS_MAX
        ? shelf(rule.counter()).alone(shape.words())
        : placed(partition.attributes(), shape.words(), null);
  }

  private Counter placed(List<String> attributes, int words, @Nullable Counter pools) {
    Shelf shelf = shared.computeIfAbsent(attributes, key -> shelf(key.toString()));
    Counter counter = shelf.more(words, pools);
    if (counter != null) {
      return counter;
    }
    Shelf next = shelf(attributes.toString());
    shared.put(attributes, next);
    return Objects.requireNonNull(next.more(words, pools), "a new shelf has room");
  }

  /** A shelf with a label that no other in use has. */
  private Shelf shelf(String wanted) {
    if (journal == null) {
      return new Shelf(wanted, null);
    }
    Set<String> labels = new HashSet<>();
    shelves().forEach(shelf -> labels.add(shelf.label()));
    shared.values().forEach(shelf -> labels.add(shelf.label()));
    String label = wanted;
    for (int i = 2; labels.contains(label); i++) {
      label = wanted + '#' + i;
    }
    return new Shelf(label, journal);
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>();
    for (Binding binding : recent) {
      for (Rule rule : binding.snapshot().rules()) {
        names.add(rule.counter());
        names.addAll(formerCounters(rule));
      }
    }
    return names;
  }

  /** Whether a rule has counters of its own beside those of the one that took its name over. */
  private boolean apart(Counter heirs, Rule before) {
    Counter own = byName.get(before.counter());
    return own != null && own != heirs;
  }

  private static boolean inherits(Rule rule, Rule before) {
    String counter = before.counter();
    return rule.counter().equals(counter) || formerCounters(rule).contains(counter);
  }

  /** Makes a snapshot the newest. */
  private synchronized Binding bind(PolicySnapshot snapshot) {
    Binding newest =
        recent.stream()
            .filter(binding -> binding.snapshot() == snapshot)
            .findFirst()
            .orElseGet(() -> new Binding(snapshot, counters(snapshot)));
    List<Binding> bindings = new ArrayList<>(recent);
    bindings.remove(newest);
    bindings.addFirst(newest);
    recent = List.copyOf(bindings.subList(0, Math.min(bindings.size(), RECENT_MAX)));
    first = newest;
    return newest;
  }

  /** No two rules of a snapshot share a counter, even where one was named as the other is now. */
  private List<Counter> counters(PolicySnapshot snapshot) {
    Set<Counter> given = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Counter> counters = new ArrayList<>();
    for (Rule rule : snapshot.rules()) {
      Counter counter = of(rule);
      if (!given.add(counter)) {
        counter = made(rule);
      }
      Meter meter = rule.meters().constant();
      if (meter != null) {
        counter.meets(meter);
      }
      counter.name(rule.counter());
      byName.put(rule.counter(), counter);
      counters.add(counter);
    }
    nameFormerly(snapshot, counters);
    return List.copyOf(counters);
  }

  /** A former name not in use means the same counters, also to a snapshot older than this one. */
  private void nameFormerly(PolicySnapshot snapshot, List<Counter> counters) {
    for (int i = 0; i < counters.size(); i++) {
      for (String name : formerCounters(snapshot.rules().get(i))) {
        byName.putIfAbsent(name, counters.get(i));
      }
    }
  }

  private static List<String> formerCounters(Rule rule) {
    return rule.terms().formerly().stream().map(rule::counter).toList();
  }
}
