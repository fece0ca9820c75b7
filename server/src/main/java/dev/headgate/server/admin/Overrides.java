package dev.headgate.server.admin;

import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The policy in force with the temporary overrides that lie over it. The kill switch goes first,
 * then the newest override. Kept in memory: a restart ends them. Safe for all threads; reading
 * costs two reads of memory as long as nothing changed.
 */
public final class Overrides implements Supplier<PolicySnapshot> {
  /** The most overrides at a time. */
  public static final int OVERRIDES_MAX = 100;

  /** The longest life of an override: 30 days in microseconds. */
  public static final long LIFE_MAX = 30L * 86_400_000_000L;

  private final TimeSource time;
  private final Supplier<PolicySnapshot> policy;
  private volatile State state;

  /** What was joined last. */
  private record State(
      PolicySnapshot policy, List<ActiveOverride> overrides, PolicySnapshot joined) {}

  /** Lies over a policy, with no override yet. */
  public Overrides(TimeSource time, Supplier<PolicySnapshot> policy) {
    this.time = time;
    this.policy = policy;
    PolicySnapshot present = policy.get();
    state = new State(present, List.of(), present);
  }

  /** The policy in force under the overrides in force. */
  @Override
  public PolicySnapshot get() {
    return over(policy.get());
  }

  /** A policy, which may just have been replaced, under the overrides in force. */
  // Identity is meant: a new policy is a new object.
  @SuppressWarnings("ReferenceEquality")
  public PolicySnapshot over(PolicySnapshot present) {
    State known = state;
    return known.policy() == present ? known.joined() : join(present);
  }

  /** The overrides that have not ended, the strongest first. */
  public List<ActiveOverride> list() {
    long now = time.micros();
    return state.overrides().stream().filter(one -> now < one.order().until()).toList();
  }

  /**
   * Adds an override, in place of one with the same id.
   *
   * @throws IllegalArgumentException where its end has passed or lies too far ahead, or there are
   *     too many
   */
  public synchronized void add(ActiveOverride override) {
    check(override);
    List<ActiveOverride> overrides = new ArrayList<>(without(override.id()));
    boolean behind =
        !override.id().equals(ActiveOverride.KILL_SWITCH)
            && !overrides.isEmpty()
            && overrides.getFirst().id().equals(ActiveOverride.KILL_SWITCH);
    overrides.add(behind ? 1 : 0, override);
    replace(overrides);
  }

  /** Ends an override; false where there was none. */
  public synchronized boolean remove(String id) {
    List<ActiveOverride> rest = without(id);
    boolean removed = rest.size() < list().size();
    replace(rest);
    return removed;
  }

  /**
   * Checks whether an override can be added.
   *
   * @throws IllegalArgumentException as {@link #add} does
   */
  public void check(ActiveOverride override) {
    long now = time.micros();
    long until = override.order().until();
    int others = without(override.id()).size();
    if (others >= OVERRIDES_MAX) {
      throw new IllegalArgumentException(
          "overrides: " + (others + 1) + " (expected: <= " + OVERRIDES_MAX + ")");
    }
    if (until <= now || until > now + LIFE_MAX) {
      throw new IllegalArgumentException(
          "until: "
              + dev.headgate.core.time.Micros.instant(until)
              + " (expected: after now and within 30 days)");
    }
  }

  private List<ActiveOverride> without(String id) {
    return list().stream().filter(one -> !one.id().equals(id)).toList();
  }

  private void replace(List<ActiveOverride> overrides) {
    PolicySnapshot present = policy.get();
    state = new State(present, List.copyOf(overrides), joined(present, overrides));
  }

  // Identity is meant: a new policy is a new object.
  @SuppressWarnings("ReferenceEquality")
  private synchronized PolicySnapshot join(PolicySnapshot present) {
    State known = state;
    if (known.policy() != present) {
      known = new State(present, known.overrides(), joined(present, known.overrides()));
      state = known;
    }
    return known.joined();
  }

  private static PolicySnapshot joined(PolicySnapshot policy, List<ActiveOverride> overrides) {
    return overrides.isEmpty()
        ? policy
        : policy.with(overrides.stream().map(ActiveOverride::compiled).toList());
  }
}
