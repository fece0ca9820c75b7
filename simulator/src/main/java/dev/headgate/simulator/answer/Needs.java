package dev.headgate.simulator.answer;

import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Partition;
import dev.headgate.core.snapshot.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of one limit would have needed. Limits that tell their callers apart in the same
 * way have the same keys, which are looked up once for all of them. Bounded: of keys beyond it is
 * not told. For one thread.
 */
final class Needs {
  private final Shared shared;
  private final int column;
  private int size;

  /** The needs of limits with the same keys, a column for each limit. */
  private static final class Shared {
    private final Map<Key, @Nullable Need[]> byKey = new HashMap<>();
    private int columns;
    private @Nullable Key latestKey;
    private @Nullable Need @Nullable [] latest;

    /** Those of a key, or null beyond the bound. */
    @SuppressWarnings("ReferenceEquality") // claims of one call share the object, mostly
    @Nullable Need @Nullable [] of(Key key) {
      if (key == latestKey) {
        return latest;
      }
      @Nullable Need[] found = byKey.get(key);
      if (found == null && byKey.size() < RuleUsage.KEYS_MAX) {
        found = new @Nullable Need[columns];
        byKey.put(key, found);
      }
      latestKey = key;
      latest = found;
      return found;
    }
  }

  private Needs(Shared shared) {
    this.shared = shared;
    column = shared.columns++;
  }

  /** Those of limits, in their order. */
  static List<Needs> of(List<Rule> rules) {
    Map<Partition, Shared> byPartition = new HashMap<>();
    List<Needs> all = new ArrayList<>();
    for (Rule rule : rules) {
      all.add(new Needs(byPartition.computeIfAbsent(rule.partition(), any -> new Shared())));
    }
    return all;
  }

  /**
   * A claim was made.
   *
   * @param reset end of the present window, for a kind that has windows
   * @return what its key needs; null beyond the bound
   */
  @Nullable Need offered(Claim claim, long at, long reset) {
    @Nullable Need[] needs = shared.of(claim.key());
    if (needs == null) {
      return null;
    }
    Need need = needs[column];
    if (need == null) {
      need = new Need();
      needs[column] = need;
      size++;
    }
    need.offered(claim.meter(), claim.cost(), at, reset);
    return need;
  }

  /** Of how many keys it is told. */
  int size() {
    return size;
  }

  /** Those of all keys of which it is told. */
  Stream<Need> all() {
    return shared.byKey.values().stream().map(needs -> needs[column]).filter(Objects::nonNull);
  }
}
