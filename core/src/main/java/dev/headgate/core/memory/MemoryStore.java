package dev.headgate.core.memory;

import dev.headgate.core.call.CallId;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.CounterStore;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.ReservationStore;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
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
  private final @Nullable Journal journal;
  private final Counters counters;
  private final AtomicLong serials = new AtomicLong();
  private final HeldTable held;
  private final Endings endings;
  private final Housekeeping housekeeping;

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
    this(rememberedMax, listener, false);
  }

  private MemoryStore(int rememberedMax, SettlementListener listener, boolean noting) {
    if (rememberedMax < 1) {
      throw new IllegalArgumentException("rememberedMax: " + rememberedMax + " (expected: >= 1)");
    }
    journal = noting ? new Journal(stripes) : null;
    counters = new Counters(journal);
    housekeeping = new Housekeeping(stripes, counters);
    held = new HeldTable(rememberedMax, journal);
    endings = new Endings(stripes, counters, held, listener);
    java.util.Arrays.setAll(scratches, i -> new Scratch());
  }

  /**
   * An empty store that notes what changes, so that a {@link Keeper} can follow; what is noted is
   * bounded by what is live.
   *
   * @param rememberedMax how many reservations it remembers, as above
   * @param listener hears of every ending
   */
  public static MemoryStore noting(int rememberedMax, SettlementListener listener) {
    return new MemoryStore(rememberedMax, listener, true);
  }

  /**
   * Tells a keeper of all that changed since the last cut, as it stood at one instant within this
   * call. Others wait only while that instant is fixed, about a microsecond, and while some of what
   * changed is copied. One thread at a time.
   *
   * @return the serial number given last at that instant
   */
  public long cut(Keeper keeper) {
    if (journal == null) {
      throw new IllegalStateException("store: notes no changes (expected: one that does)");
    }
    long[] serial = new long[1];
    journal.cut(keeper, () -> serial[0] = serials.get());
    return serial[0];
  }

  /**
   * Begins to put back what was kept, before anything else happens to this store, which notes.
   *
   * @param snapshot by whose rules counters are found
   * @param serial the serial number of the last cut
   * @param now instant of the restart in microseconds
   */
  public Restoring restoring(PolicySnapshot snapshot, long serial, long now) {
    serials.set(serial);
    return new Restoring(stripes, counters, held, now).under(snapshot);
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

  /**
   * Forgets one counter of a rule, for a pool that of the whole pool where the key names no member;
   * false where it was untouched.
   */
  public boolean reset(Rule rule, Key key) {
    long mask = Stripes.bit(key.hash());
    stripes.lock(mask);
    try {
      Counter counter = counters.find(rule);
      return counter != null && counter.of(rule, key).reset(key);
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
    String callKey = CallId.key(plan.call());
    long mask = mask(plan, callKey);
    boolean overflowHeld = false;
    while (true) {
      stripes.lock(mask);
      try {
        // Whatever the answer is, this is the policy in use from now on.
        Counters.Binding binding = counters.of(plan.snapshot());
        Held known = callKey == null ? null : held.byCall(callKey, plan.now());
        if (known != null && !CallId.same(known.reservation().call(), plan.call())) {
          return new Taken(Verdicts.NONE, plan.now(), false, null, Taken.Repetition.OTHER);
        }
        Scratch scratch = scratches[Long.numberOfTrailingZeros(mask)];
        Step step = new Step(binding, plan.matched(), plan.now(), scratch);
        Step.Check check = step.check(overflowHeld);
        if (check != Step.Check.NO_ROOM) {
          Taken taken = finish(plan, step, check == Step.Check.PASSED, taking && known == null);
          return known == null ? taken : repeated(taken, known);
        }
      } finally {
        stripes.unlock(mask);
      }
      mask |= Step.overflowBits(plan.matched());
      overflowHeld = true;
    }
  }

  private static long mask(Plan plan, @Nullable String callKey) {
    long mask = plan.matched().keyBits();
    if (plan.reservationId() != null) {
      mask |= Stripes.bit(HeldTable.hash(plan.reservationId()));
    }
    if (callKey != null) {
      mask |= Stripes.bit(HeldTable.hash(callKey));
    }
    return mask == 0 ? 1 : mask;
  }

  private Taken finish(Plan plan, Step step, boolean passed, boolean taking) {
    if (!passed || !taking) {
      Verdicts verdicts = taking ? step.refuse() : step.look();
      return new Taken(verdicts, plan.now(), false, null, Taken.Repetition.FIRST);
    }
    // Only what the store remembers can be told from others later.
    long serial = plan.reservationId() != null ? serials.incrementAndGet() : 0;
    Verdicts verdicts = step.take(serial);
    boolean told = plan.reservationId() != null || !step.asPlanned();
    Reservation reservation = told ? reserve(plan, serial, step.taken()) : null;
    return new Taken(verdicts, plan.now(), true, reservation, Taken.Repetition.FIRST);
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
