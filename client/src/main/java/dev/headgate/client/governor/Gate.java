package dev.headgate.client.governor;

import dev.headgate.client.listen.Cause;
import dev.headgate.client.pacing.Allowance;
import dev.headgate.client.pacing.BurnRate;
import dev.headgate.client.pacing.Cubic;
import dev.headgate.client.pacing.SlowStart;
import dev.headgate.client.profile.GateKey;
import dev.headgate.client.profile.GateRule;
import dev.headgate.client.profile.PacingRules;
import dev.headgate.client.reading.Stand;
import dev.headgate.client.share.Slots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One gate: what a provider counts together. It is shut while a refusal has closed it, while its
 * quota, rate or places are used up, and while calls leave one by one after a closing.
 */
final class Gate {
  static final long NEVER = Long.MAX_VALUE;

  /** Limits of one gate that are kept apart; more are left out. */
  private static final int ALLOWANCES_MAX = 8;

  final GateKey key;
  final FairQueue queue = new FairQueue();

  /** The instant of its alarm; any other of its alarms is stale. */
  long alarmAt = NEVER;

  /** The call that is to pass next, because it had to move too often; null if there is none. */
  private @Nullable Waiter senior;

  private long seniorUntil;

  /** The part of a tenant that this gate stands for; null for all other gates. */
  private @Nullable TenantShare share;

  /** Whether it is there only until the first answers of an origin. */
  private boolean first;

  private final @Nullable GateRule rule;
  private final PacingRules pacing;
  private final RandomGenerator random;
  private int plentyPercent;
  private final List<Slots> slots;
  private final Map<String, Allowance> allowances = new LinkedHashMap<>(4);
  private final SlowStart drip = new SlowStart();
  private final BurnRate burn = new BurnRate();
  private @Nullable Cubic learned;

  private int underWay;
  private long pointsUnderWay;
  private long lastUsedAt;
  private long closedUntil;
  private long closedAtOrder;
  private long newestAnswered;
  private int strikes;
  private Cause cause = Cause.QUEUE;
  private long warnedFor = NEVER;

  Gate(
      GateKey key,
      @Nullable GateRule rule,
      PacingRules pacing,
      List<Slots> slots,
      RandomGenerator random) {
    this.key = key;
    this.rule = rule;
    this.random = random;
    this.pacing = pacing;
    this.plentyPercent = pacing.plentyPercent();
    this.slots = slots;
  }

  /** Makes it the gate of a tenant's part of a pool. */
  Gate of(TenantShare part) {
    share = part;
    return this;
  }

  /** Makes it the gate of an origin before its first answers, of which so many are awaited. */
  Gate untilAnswered(int most) {
    first = true;
    drip.begin(most);
    return this;
  }

  /** An answer said how we stand. */
  void told() {
    if (first) {
      drip.end();
    }
  }

  /** Whether it was there until the first answers, and these have come. */
  boolean isSpent() {
    return first && !drip.isActive();
  }

  /** Tenants' gates spread the use of its quota, so it need not. */
  void divide() {
    plentyPercent = 0;
  }

  boolean isShare() {
    return share != null;
  }

  /** The quota it divides, as it stands; null if none is known. */
  @Nullable Allowance quota() {
    for (Allowance allowance : allowances.values()) {
      if (allowance.perMicro() > 0) {
        return allowance;
      }
    }
    return null;
  }

  long cost(Waiter waiter) {
    return rule == null ? 1 : rule.cost(waiter.call);
  }

  /** From when on this call may pass, if no other does; {@link #NEVER} until an answer comes. */
  long opensAt(Waiter waiter, long now) {
    long at = now;
    cause = Cause.QUEUE;
    if (closedUntil > now) {
      at = later(at, closedUntil, Cause.REFUSED);
    }
    if (senior != null && senior != waiter && now < seniorUntil) {
      at = later(at, seniorUntil, Cause.QUEUE);
    }
    if (!drip.admits(underWay)) {
      at = later(at, NEVER, first ? Cause.FIRST_ANSWERS : Cause.DRIP);
    }
    for (Slots rate : slots) {
      at = later(at, rate.opensAt(now), Cause.RATE);
    }
    for (Allowance allowance : allowances.values()) {
      at = later(at, opensAt(allowance, waiter, now), Cause.SPREAD);
    }
    if (share != null) {
      at = later(at, share.opensAt(waiter, now), Cause.TENANT_SHARE);
    }
    if (learned != null && !hasNumbers()) {
      at = later(at, learned.opensAt(now), Cause.LEARNED_RATE);
    }
    return at;
  }

  /** Why it is not open, as far as the last question went. */
  Cause cause() {
    return cause;
  }

  /** How much later each further call in the queue will be, about. */
  long intervalMicros(long cost) {
    double interval = 0;
    for (Slots rate : slots) {
      interval = Math.max(interval, (double) rate.intervalMicros());
    }
    for (Allowance allowance : allowances.values()) {
      interval = Math.max(interval, allowance.intervalMicros() * cost);
    }
    return (long) Math.ceil(interval);
  }

  /** Lets a call through, and returns its places. */
  int[] pass(Waiter waiter, long now) {
    int[] places = new int[slots.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = slots.get(i).take(now);
    }
    long cost = cost(waiter);
    for (Allowance allowance : allowances.values()) {
      allowance.left(cost, now);
    }
    if (learned != null) {
      learned.left(now);
    }
    if (share != null) {
      share.left(waiter, now);
    }
    underWay++;
    pointsUnderWay += cost;
    lastUsedAt = now;
    burn.used(cost, now);
    senior = senior == waiter ? null : senior;
    return places;
  }

  /** A call that passed is no longer under way. */
  void returned(Waiter waiter, int[] places, long now) {
    for (int i = 0; i < places.length; i++) {
      slots.get(i).answered(places[i], now);
    }
    long cost = cost(waiter);
    underWay--;
    pointsUnderWay -= cost;
    lastUsedAt = now;
    for (Allowance allowance : allowances.values()) {
      allowance.answered(cost);
    }
    if (underWay == 0 && queue.isEmpty() && closedUntil <= now) {
      drip.end();
    }
  }

  /** A response said where we stand. */
  void observe(Stand stand, Waiter answered, long now) {
    String name = stand.limit() + stand.partition();
    Allowance allowance = allowances.get(name);
    if (allowance == null) {
      if (allowances.size() >= ALLOWANCES_MAX) {
        return;
      }
      allowance = new Allowance(plentyPercent, random);
      allowances.put(name, allowance);
    }
    boolean newest = answered.sentOrder >= newestAnswered;
    newestAnswered = Math.max(newestAnswered, answered.sentOrder);
    allowance.observe(stand, pointsUnderWay, newest, now);
  }

  /** The call cost so much more than was thought, or less. */
  void correct(long points) {
    boolean priced = rule != null && rule.calls().unit() == dev.headgate.client.profile.Unit.POINTS;
    if (priced) {
      allowances.values().forEach(allowance -> allowance.correct(points));
    }
  }

  /** A call came through. */
  void passed(Waiter waiter) {
    if (waiter.sentOrder > closedAtOrder) {
      strikes = 0;
      drip.passed();
    }
  }

  /** Whether a refusal of this call is news, or belongs to the one that has closed the gate. */
  boolean isNews(Waiter refused) {
    return refused.sentOrder > closedAtOrder;
  }

  /** A refusal that is news, of which it is the so-manieth in a row. */
  int strike(long lastSentOrder, long now) {
    closedAtOrder = lastSentOrder;
    drip.begin(1);
    if (pacing.adaptive() && slots.isEmpty()) {
      learned = learned == null ? new Cubic() : learned;
      learned.refused(now);
    }
    return ++strikes;
  }

  /** Nothing passes before that instant. */
  void closeUntil(long until) {
    closedUntil = Math.max(closedUntil, until);
  }

  long closedUntil() {
    return closedUntil;
  }

  /** Keeps the gate for a call for a short time. */
  void keepFor(Waiter waiter, long until) {
    if (senior == null || waiter.order <= senior.order || senior.state == Waiter.State.OVER) {
      senior = waiter;
      seniorUntil = until;
    }
  }

  void releaseFrom(Waiter waiter) {
    senior = senior == waiter ? null : senior;
  }

  /** Whether nothing would be lost by forgetting it. */
  boolean isIdle(long now) {
    long rest = slots.isEmpty() ? 0 : 60_000_000;
    return underWay == 0 && queue.isEmpty() && closedUntil <= now && lastUsedAt + rest <= now;
  }

  GateView view(long now) {
    List<GateView.Left> left = new ArrayList<>();
    for (Map.Entry<String, Allowance> entry : allowances.entrySet()) {
      left.add(left(entry, now));
    }
    return new GateView(
        key,
        new GateView.Traffic(queue.size(), underWay, burn.perSecond(now)),
        closedUntil,
        List.copyOf(left));
  }

  private GateView.Left left(Map.Entry<String, Allowance> entry, long now) {
    Allowance allowance = entry.getValue();
    Long remaining = allowance.remaining(now);
    long dry = remaining == null ? NEVER : burn.runsOutAt(remaining, now);
    return new GateView.Left(
        entry.getKey(), allowance.quota(), remaining, allowance.resetAt(), dry);
  }

  /** A quota that will be used up before its reset, told once for each reset; null if none. */
  GateView.@Nullable Left runningDry(long now) {
    for (Map.Entry<String, Allowance> entry : allowances.entrySet()) {
      long reset = entry.getValue().resetAt();
      boolean news = reset != NEVER && reset > now && reset != warnedFor;
      GateView.Left left = news ? left(entry, now) : null;
      if (left != null && left.remaining() != null && left.runsOutAt() < reset) {
        warnedFor = reset;
        return left;
      }
    }
    return null;
  }

  private long opensAt(Allowance allowance, Waiter waiter, long now) {
    return allowance.opensAt(cost(waiter), !queue.isEmpty(), now);
  }

  private boolean hasNumbers() {
    return !slots.isEmpty() || !allowances.isEmpty();
  }

  private long later(long at, long other, Cause otherCause) {
    if (other > at) {
      cause = otherCause;
      return other;
    }
    return at;
  }
}
