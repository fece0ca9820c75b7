package dev.headgate.core.memory;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.CounterStore;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.Taking;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.ReservationStore;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counters and reservations in this process's memory: one atomic domain. Answers on the calling
 * thread. Safe for all threads.
 */
public final class MemoryStore implements CounterStore, ReservationStore {
  private final Stripes stripes = new Stripes();
  private final Scratch[] scratches = new Scratch[Stripes.COUNT];
  private final Counters counters = new Counters();
  private final AtomicLong serials = new AtomicLong();
  private final HeldTable held;
  private final Endings endings;
  private final Housekeeping housekeeping = new Housekeeping(stripes, counters);

  /** An empty store that remembers a million reservations, with nobody listening. */
  public MemoryStore() {
    this(HeldTable.REMEMBERED_MAX, SettlementListener.NONE);
  }

  /**
   * An empty store.
   *
   * @param rememberedMax how many reservations it remembers, rounded up to a multiple of 64. At the
   *     bound those that ended are forgotten before their time ({@link #forgottenEarly}); where all
   *     are open, a new one gets no id and counts as reserved ({@link #unremembered})
   * @param listener hears of every ending
   */
  public MemoryStore(int rememberedMax, SettlementListener listener) {
    if (rememberedMax < 1) {
      throw new IllegalArgumentException("rememberedMax: " + rememberedMax + " (expected: >= 1)");
    }
    held = new HeldTable(rememberedMax);
    endings = new Endings(stripes, counters, held, listener);
    java.util.Arrays.setAll(scratches, i -> new Scratch());
  }

  @Override
  public void takeAll(Plan plan, Answer<Taken> answer) {
    Taken taken = step(plan, true);
    answer.value(taken);
    if (plan.reservationId() != null) {
      endings.expireSome(plan.reservationId(), taken.at());
    }
  }

  @Override
  public void peekAll(Plan plan, Answer<Taken> answer) {
    answer.value(step(plan, false));
  }

  @Override
  public void settle(Reservation reservation, Actual actual, long now, Answer<Settlement> answer) {
    answer.value(endings.settle(reservation, actual, now));
  }

  @Override
  public void find(String id, long now, Answer<Found> answer) {
    answer.value(endings.find(id, now));
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    answer.value(endings.renew(reservation, now));
  }

  @Override
  public int expire(long now) {
    return endings.expire(now);
  }

  /**
   * Expires due reservations and forgets dead counters and counters that no recent snapshot names.
   * Meant to be called about once a second; the work of one call is bounded, what is left is done
   * by the next.
   *
   * @return how many reservations it expired
   */
  public int housekeep(long now) {
    int expired = expire(now);
    housekeeping.sweep(now);
    return expired;
  }

  /** Forgets one counter of a rule; false where it was untouched. */
  public boolean reset(Rule rule, Key key) {
    long mask = Stripes.bit(key.hash());
    stripes.lock(mask);
    try {
      Counter counter = counters.find(rule);
      return counter != null && counter.remove(key);
    } finally {
      stripes.unlock(mask);
    }
  }

  /** How many live keys a rule has. */
  public int liveKeys(Rule rule) {
    Counter counter = counters.find(rule);
    return counter == null ? 0 : counter.live();
  }

  /** How many takings of a rule went to its overflow counter because it had too many keys. */
  public long overflows(Rule rule) {
    Counter counter = counters.find(rule);
    return counter == null ? 0 : counter.overflows();
  }

  /** How many ended reservations were forgotten before their time because too many were known. */
  public long forgottenEarly() {
    return held.forgottenEarly();
  }

  /** How many reservations were not remembered because too many were open. */
  public long unremembered() {
    return held.unremembered();
  }

  private Taken step(Plan plan, boolean taking) {
    String callKey = HeldTable.callKey(plan.call());
    long mask = mask(plan, callKey);
    while (true) {
      stripes.lock(mask);
      try {
        Counters.Binding binding = counters.of(plan.snapshot());
        Held known = callKey == null ? null : held.byCall(callKey, plan.now());
        if (known != null && !HeldTable.same(known.reservation().call(), plan.call())) {
          return new Taken(Verdicts.NONE, plan.now(), false, null, Taken.Repetition.OTHER);
        }
        Scratch scratch = scratches[Long.numberOfTrailingZeros(mask)];
        Check check = look(binding, plan, scratch, (mask & OVERFLOW_BIT) != 0);
        if (check != Check.NO_ROOM) {
          boolean take = taking && known == null;
          Taken taken = finish(binding, plan, scratch, take && check == Check.PASSED, take);
          return known == null ? taken : repeated(taken, known);
        }
      } finally {
        stripes.unlock(mask);
      }
      mask |= OVERFLOW_BIT;
    }
  }

  private static final long OVERFLOW_BIT = Stripes.bit(Counter.OVERFLOW.hash());

  /** What the first pass found. */
  private enum Check {
    PASSED,
    FAILED,
    /** A new key must share the overflow counter, whose stripe is not held yet. */
    NO_ROOM
  }

  private static long mask(Plan plan, @Nullable String callKey) {
    Matched matched = plan.matched();
    long mask = 0;
    for (int i = 0; i < matched.size(); i++) {
      mask |= Stripes.bit(matched.claim(i).key().hash());
    }
    if (plan.reservationId() != null) {
      mask |= Stripes.bit(HeldTable.hash(plan.reservationId()));
    }
    if (callKey != null) {
      mask |= Stripes.bit(HeldTable.hash(callKey));
    }
    return mask == 0 ? 1 : mask;
  }

  /** First pass: finds each counter and when its claim passes. */
  private Check look(Counters.Binding binding, Plan plan, Scratch scratch, boolean overflowHeld) {
    Matched matched = plan.matched();
    scratch.ensure(matched.size());
    Check check = Check.PASSED;
    for (int i = 0; i < matched.size(); i++) {
      Claim claim = matched.claim(i);
      Counter counter = binding.of(claim.ordinal());
      Key key = claim.key();
      long[] cell = counter.find(key);
      boolean overflowed = false;
      if (cell == null
          && counter.full(claim.rule().terms().keysMax())
          && !counter.evictFor(key, plan.now())) {
        if (!overflowHeld) {
          return Check.NO_ROOM;
        }
        key = Counter.OVERFLOW;
        cell = counter.find(key);
        overflowed = true;
      }
      long passesAt = passesAt(claim, key, cell, plan.now());
      scratch.overflowed[i] = overflowed;
      scratch.passesAt[i] = passesAt;
      if (passesAt > plan.now() && claim.binds()) {
        check = Check.FAILED;
      }
    }
    return check;
  }

  /** Second pass: takes what is to be taken, and says how each counter stands then. */
  private Taken finish(
      Counters.Binding binding, Plan plan, Scratch scratch, boolean passed, boolean taking) {
    Matched matched = plan.matched();
    // Only what the store remembers can be told from others later.
    long serial = passed && plan.reservationId() != null ? serials.incrementAndGet() : 0;
    Taking taken = new Taking(1, plan.now(), serial);
    Verdict[] verdicts = new Verdict[matched.size()];
    boolean asPlanned = true;
    for (int i = 0; i < verdicts.length; i++) {
      Claim claim = matched.claim(i);
      boolean takes = passed && scratch.passesAt[i] <= plan.now();
      Counter counter = binding.of(claim.ordinal());
      Key key = scratch.overflowed[i] ? Counter.OVERFLOW : claim.key();
      long[] cell = counter.find(key);
      if (takes && claim.cost() > 0) {
        taken = taken.of(claim.cost());
        cell = counter.take(key, cell, claim.meter(), taken);
      } else if (!takes && taking && claim.binds() != passed && chargesRefused(claim)) {
        cell = chargeRefused(counter, claim, key, cell, plan.now());
        scratch.passesAt[i] = passesAt(claim, key, cell, plan.now());
      }
      asPlanned &= takes && !scratch.overflowed[i];
      long passesAt = scratch.passesAt[i];
      Verdict.Outcome outcome = outcome(takes, passesAt, plan.now());
      long[] stands = Counter.orUntouched(cell);
      int state = Counter.state(key, cell);
      verdicts[i] =
          new Verdict(
              claim,
              outcome,
              passesAt,
              claim.meter().level(stands, state, plan.now()),
              claim.meter().levelAt(stands, state, claim.cost(), plan.now()));
    }
    Verdicts answer = new Verdicts(verdicts);
    boolean told = passed && !(asPlanned && plan.reservationId() == null);
    Reservation reservation =
        told ? reserve(plan, serial, asPlanned ? matched.claims() : taken(answer, scratch)) : null;
    return new Taken(answer, plan.now(), passed, reservation, Taken.Repetition.FIRST);
  }

  /** A cost that can never pass is not charged, as its limit alone would refuse it for good. */
  private static boolean chargesRefused(Claim claim) {
    return claim.rule().terms().chargeRefused()
        && !claim.meter().holds()
        && claim.cost() <= claim.meter().capacity();
  }

  /** Charges a claim of a refused call as if its limit were enforced alone; its cell then. */
  private static long @Nullable [] chargeRefused(
      Counter counter, Claim claim, Key key, long @Nullable [] cell, long now) {
    Meter meter = claim.meter();
    long room = meter.room(Counter.orUntouched(cell), Counter.state(key, cell), 0, now);
    long cost = Math.min(claim.cost(), room);
    return cost > 0 ? counter.take(key, cell, meter, new Taking(cost, now, 0)) : cell;
  }

  private static long passesAt(Claim claim, Key key, long @Nullable [] cell, long now) {
    int state = Counter.state(key, cell);
    return claim.meter().passesAt(Counter.orUntouched(cell), state, claim.cost(), now);
  }

  private static Verdict.Outcome outcome(boolean taken, long passesAt, long now) {
    if (taken) {
      return Verdict.Outcome.TAKEN;
    }
    return passesAt <= now ? Verdict.Outcome.FITS : Verdict.Outcome.FAILED;
  }

  /** The claims really taken, with the keys of the counters really charged. */
  private static List<Claim> taken(Verdicts verdicts, Scratch scratch) {
    List<Claim> taken = new ArrayList<>(verdicts.size());
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      if (verdict.outcome() == Verdict.Outcome.TAKEN) {
        Claim claim = verdict.claim();
        taken.add(scratch.overflowed[i] ? claim.at(Counter.OVERFLOW) : claim);
      }
    }
    return taken;
  }

  private Reservation reserve(Plan plan, long serial, List<Claim> taken) {
    long expiresAt = plan.now() + plan.snapshot().settings().reservationLife();
    String id = plan.reservationId();
    String known = id == null || !held.roomFor(id) ? null : id;
    Reservation reservation = new Reservation(known, serial, plan, taken, plan.now(), expiresAt);
    if (known != null) {
      held.add(known, new Held(reservation));
    }
    return reservation;
  }

  private static Taken repeated(Taken now, Held known) {
    return new Taken(now.verdicts(), now.at(), true, known.reservation(), Taken.Repetition.SAME);
  }
}
