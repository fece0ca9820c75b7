package dev.headgate.core.reference;

import dev.headgate.core.reference.SlowAnswer.Outcome;
import dev.headgate.core.reference.SlowAnswer.SlowVerdict;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.MeterSpec.BucketSpec;
import dev.headgate.core.scenario.MeterSpec.PoolSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The engine once more, slow and obvious, from the page of its promises: for one thread, with lists
 * that only grow. Shares no code with the engine.
 */
public final class SlowEngine {
  final Map<String, Map<String, SlowCounter>> counters = new HashMap<>();
  private final IdentityHashMap<Map<String, SlowCounter>, BucketSpec> longest =
      new IdentityHashMap<>();
  private final List<SlowReservation> reservations = new ArrayList<>();
  private long serial;
  private @Nullable PolicySpec newest;

  /** Decides, taking or only peeking. */
  public SlowAnswer decide(PolicySpec policy, CallSpec call, long now, String id, boolean taking) {
    SlowAnswer denied = denied(policy, call);
    if (denied != null && taking) {
      return denied;
    }
    use(policy);
    SlowReservation known = byCall(call, now);
    if (known != null && !known.call.equals(call)) {
      return denied != null ? denied : SlowAnswer.refused("id-reused");
    }
    List<Asked> asked = new ArrayList<>();
    for (RuleSpec rule : policy.rules()) {
      asked.add(new Asked(rule, counter(rule, call), cost(rule, call), now));
    }
    boolean passes = asked.stream().allMatch(one -> one.rule.shadow() || one.fits());
    List<SlowVerdict> verdicts = new ArrayList<>();
    SlowReservation made = new SlowReservation(id, call, policy, now, serial + 1);
    for (Asked one : asked) {
      verdicts.add(one.answer(passes, taking && known == null, made));
    }
    if (denied != null) {
      return new SlowAnswer(denied.outcome(), denied.binding(), 0, verdicts, null);
    }
    return passes || known != null
        ? allowed(verdicts, known == null && taking ? remember(made) : known)
        : SlowAnswer.failed(asked, verdicts);
  }

  /** Settles by id and says what changed. */
  public String settle(String id, SlowCost cost, long now) {
    SlowReservation known = byId(id, now);
    return known == null ? "UNKNOWN []" : known.settle(this, cost, now);
  }

  /** Renews by id. */
  public boolean renew(String id, long now) {
    SlowReservation known = byId(id, now);
    return known != null && known.renew(this, now);
  }

  /** Expires all that is due. */
  public void expire(long now) {
    for (SlowReservation reservation : reservations) {
      if (reservation.open() && reservation.expiresAt <= now) {
        reservation.expire(this, now);
      }
    }
  }

  /**
   * Forgets nothing, but sees what a store may forget: a bucket that had the time to fill under the
   * slowest numbers known is full, and stays so whatever slower numbers come later.
   */
  public void housekeep(long now) {
    longest.forEach((ofRule, bucket) -> ofRule.values().forEach(one -> rest(one, bucket, now)));
  }

  private static void rest(SlowCounter counter, BucketSpec bucket, long now) {
    boolean filled =
        !counter.events.isEmpty() && counter.events.getLast().at + bucket.refilledWithin() <= now;
    if (filled) {
      counter.take(bucket, 0, now, 0);
    }
  }

  /** What is known of an id. */
  public String find(String id, long now) {
    SlowReservation known = byId(id, now);
    return known == null ? "none" : known.ended == null ? "open" : known.ended;
  }

  /** How often reservations ended. */
  public long endings() {
    return reservations.stream().mapToLong(reservation -> reservation.endings).sum();
  }

  /** The rule under which something that was taken before is corrected now. */
  RuleSpec heir(RuleSpec taken) {
    String identity = taken.identity(taken.name());
    PolicySpec policy = newest;
    if (policy != null) {
      for (RuleSpec rule : policy.rules()) {
        String own = rule.identity(rule.name());
        boolean renamed =
            rule.formerly().stream().anyMatch(name -> rule.identity(name).equals(identity));
        boolean together = Objects.equals(counters.get(own), counters.get(identity));
        if (own.equals(identity) || (renamed && together)) {
          return rule;
        }
      }
    }
    return taken;
  }

  /** Whatever is asked under a policy, it is in use from then on. */
  private void use(PolicySpec policy) {
    newest = policy;
    policy.rules().forEach(this::ofRule);
    nameFormerly(policy);
  }

  SlowCounter counter(RuleSpec rule, CallSpec call) {
    String by = rule.by();
    String key = by == null ? "" : call.attribute(by);
    SlowCounter counter = ofRule(rule).computeIfAbsent(key, any -> new SlowCounter());
    return rule.meter() instanceof PoolSpec ? counter.of(call.attribute(rule.member())) : counter;
  }

  private Map<String, SlowCounter> ofRule(RuleSpec rule) {
    String own = rule.identity(rule.name());
    if (!counters.containsKey(own)) {
      Map<String, SlowCounter> taken = new HashMap<>();
      for (String former : rule.formerly()) {
        taken = counters.getOrDefault(rule.identity(former), taken);
      }
      counters.put(own, taken);
    }
    if (rule.meter() instanceof BucketSpec bucket) {
      longest.merge(
          counters.get(own),
          bucket,
          (known, met) -> met.refilledWithin() > known.refilledWithin() ? met : known);
    }
    return counters.get(own);
  }

  /** A former name not in use means the same counters, also to an older policy. */
  private void nameFormerly(PolicySpec policy) {
    for (RuleSpec rule : policy.rules()) {
      for (String former : rule.formerly()) {
        Map<String, SlowCounter> own = counters.get(rule.identity(rule.name()));
        counters.putIfAbsent(rule.identity(former), own);
      }
    }
  }

  private static SlowAnswer allowed(
      List<SlowVerdict> verdicts, @Nullable SlowReservation reservation) {
    return new SlowAnswer(Outcome.ALLOWED, "", 0, verdicts, reservation);
  }

  private SlowReservation remember(SlowReservation made) {
    serial++;
    reservations.add(made);
    return made;
  }

  private @Nullable SlowReservation byId(String id, long now) {
    for (SlowReservation reservation : reservations) {
      if (reservation.id.equals(id) && (reservation.open() || now < reservation.forgetAt())) {
        return reservation;
      }
    }
    return null;
  }

  private @Nullable SlowReservation byCall(CallSpec call, long now) {
    SlowReservation found = null;
    for (SlowReservation reservation : reservations) {
      if (call.id() != null
          && call.id().equals(reservation.call.id())
          && call.app().equals(reservation.call.app())
          && !reservation.released
          && now < reservation.expiresAt) {
        found = reservation;
      }
    }
    return found;
  }

  private static @Nullable SlowAnswer denied(PolicySpec policy, CallSpec call) {
    for (RuleSpec rule : policy.rules()) {
      if (!rule.shadow() && call.least(rule.unit()) > rule.meter().capacity()) {
        return SlowAnswer.refused(rule.name());
      }
    }
    return null;
  }

  /** What is reserved may be cut to what the limit can give, as long as the least fits. */
  private static long cost(RuleSpec rule, CallSpec call) {
    long most = rule.meter().capacity();
    long cost = call.cost(rule.unit());
    return call.least(rule.unit()) <= most ? Math.min(cost, most) : cost;
  }
}
