package dev.headgate.server.observe;

import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Fires where a rule has more live keys than its bound, so that new ones share a counter: in the
 * first look after it began, then once in {@link #LOOKS_BETWEEN} looks for as long as it goes on.
 * For one thread.
 */
public final class OverflowAlarm implements Runnable {
  /** Looks from one alarm of a rule to its next; the server looks once a second. */
  static final int LOOKS_BETWEEN = 60;

  private static final System.Logger LOG = System.getLogger(OverflowAlarm.class.getName());

  private final Supplier<PolicySnapshot> policy;
  private final KeyCounts keys;
  private final BiConsumer<Rule, Long> alarm;
  private final Map<String, Long> said = new HashMap<>();
  private final Map<String, Long> quietUntil = new HashMap<>();
  private long looks;

  /** Looks at the rules in force, and hears how many takings shared a counter since it last did. */
  OverflowAlarm(Supplier<PolicySnapshot> policy, KeyCounts keys, BiConsumer<Rule, Long> alarm) {
    this.policy = policy;
    this.keys = keys;
    this.alarm = alarm;
  }

  /** An alarm in the log. */
  public static OverflowAlarm logged(Supplier<PolicySnapshot> policy, KeyCounts keys) {
    return new OverflowAlarm(
        policy,
        keys,
        (rule, takings) ->
            LOG.log(
                System.Logger.Level.WARNING,
                "{0}: {1} takings of new keys shared one counter, as keysMax is {2}",
                rule.name(),
                takings,
                rule.terms().keysMax()));
  }

  @Override
  public void run() {
    looks++;
    for (Rule rule : policy.get().rules()) {
      long now = keys.overflows(rule);
      long since = now - said.getOrDefault(rule.name(), 0L);
      if (since > 0 && looks >= quietUntil.getOrDefault(rule.name(), 0L)) {
        alarm.accept(rule, since);
        said.put(rule.name(), now);
        quietUntil.put(rule.name(), looks + LOOKS_BETWEEN);
      }
    }
  }
}
