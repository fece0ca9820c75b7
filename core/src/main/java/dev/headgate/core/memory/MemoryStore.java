package dev.headgate.core.memory;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.CounterStore;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.ReservationStore;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counters and reservations in this process's memory: one atomic domain. Answers on the calling
 * thread. Safe for all threads.
 */
public final class MemoryStore implements CounterStore, ReservationStore {
  private final Stripes stripes = new Stripes();
  private final Scratch[] scratches = new Scratch[Stripes.COUNT];
  private final Counters counters = new Counters();
  private final HeldTable held = new HeldTable();
  private final AtomicLong serials = new AtomicLong();
  private final Endings endings = new Endings(stripes, counters, held);

  /** An empty store. */
  public MemoryStore() {
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
  public void find(String id, Answer<Found> answer) {
    answer.value(endings.find(id));
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    answer.value(endings.renew(reservation, now));
  }

  @Override
  public int expire(long now) {
    return endings.expire(now);
  }

  /** Forgets one counter of a rule; false where it was untouched. */
  public boolean reset(Rule rule, Key key) {
    long mask = Stripes.bit(key.hash());
    stripes.lock(mask);
    try {
      return counters.of(rule).remove(key);
    } finally {
      stripes.unlock(mask);
    }
  }

  /** How many live keys a rule has. */
  public int liveKeys(Rule rule) {
    return counters.of(rule).live();
  }

  /** How many takings of a rule went to its overflow counter because it had too many keys. */
  public long overflows(Rule rule) {
    return counters.of(rule).overflows();
  }

  private Taken step(Plan plan, boolean taking) {
    Counters.Binding binding = counters.of(plan.snapshot());
    List<Claim> claims = plan.matched().claims();
    String callKey = HeldTable.callKey(plan.call());
    long mask = mask(plan, claims, callKey);
    while (true) {
      stripes.lock(mask);
      try {
        Held known = callKey == null ? null : held.byCall(callKey);
        if (known != null && !known.reservation.call().equals(plan.call())) {
          return new Taken(Verdicts.NONE, plan.now(), null, Taken.Repetition.OTHER);
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

  private static long mask(
      Plan plan, List<Claim> claims, @org.jspecify.annotations.Nullable String callKey) {
    long mask = 0;
    for (int i = 0; i < claims.size(); i++) {
      mask |= Stripes.bit(claims.get(i).key().hash());
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
    List<Claim> claims = plan.matched().claims();
    scratch.ensure(claims.size());
    Check check = Check.PASSED;
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      Counter counter = binding.of(claim.ordinal());
      Key key = claim.key();
      long[] cell = counter.find(key);
      if (cell == null
          && counter.full(claim.rule().terms().keysMax())
          && !counter.evictFor(key, plan.now())) {
        if (!overflowHeld) {
          return Check.NO_ROOM;
        }
        key = Counter.OVERFLOW;
        cell = counter.find(key);
      }
      scratch.keys[i] = key;
      scratch.cells[i] = cell;
      long passesAt =
          claim
              .meter()
              .passesAt(
                  Counter.orUntouched(cell), Counter.state(key, cell), claim.cost(), plan.now());
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
    List<Claim> claims = plan.matched().claims();
    int count = claims.size();
    long serial = passed ? serials.incrementAndGet() : 0;
    Verdict[] verdicts = new Verdict[count];
    boolean all = true;
    for (int i = 0; i < count; i++) {
      Claim claim = claims.get(i);
      boolean fits = scratch.passesAt[i] <= plan.now();
      long cost = passed && fits ? claim.cost() : 0;
      if (!passed && taking && claim.rule().terms().chargeRefused() && claim.binds()) {
        cost = Math.min(claim.cost(), room(claim, scratch, i, plan.now()));
      }
      if (cost > 0) {
        take(binding.of(claim.ordinal()), claim, scratch, i, new Share(cost, plan.now(), serial));
      }
      all &= fits;
      verdicts[i] = verdict(claim, scratch, i, passed && fits, plan.now());
    }
    Verdicts answer = new Verdicts(verdicts);
    Reservation reservation = passed ? reserve(plan, serial, all ? claims : taken(answer)) : null;
    return new Taken(answer, plan.now(), reservation, Taken.Repetition.FIRST);
  }

  /** A cost to take at an instant for a holder. */
  private record Share(long cost, long now, long serial) {}

  private static void take(Counter counter, Claim claim, Scratch scratch, int i, Share share) {
    Meter meter = claim.meter();
    Key key = scratch.keys[i];
    long[] cell = scratch.cells[i];
    if (cell == null) {
      cell = Counter.fresh(key, meter);
      if (key.equals(Counter.OVERFLOW)) {
        counter.countOverflow();
      }
    }
    int state = CounterTable.deadAt(key) + 1;
    long[] after = meter.take(cell, state, share.cost(), share.now(), share.serial());
    counter.put(key, after, meter, share.now());
    if (after.length != cell.length) {
      counter.replace(key, after, share.now());
    }
    scratch.cells[i] = after;
  }

  private static long room(Claim claim, Scratch scratch, int i, long now) {
    long[] cell = scratch.cells[i];
    int state = Counter.state(scratch.keys[i], cell);
    return claim.meter().room(Counter.orUntouched(cell), state, 0, now);
  }

  private static Verdict verdict(Claim claim, Scratch scratch, int i, boolean taken, long now) {
    Meter meter = claim.meter();
    long[] cell = Counter.orUntouched(scratch.cells[i]);
    int state = Counter.state(scratch.keys[i], scratch.cells[i]);
    long passesAt = scratch.passesAt[i];
    Verdict.Outcome outcome =
        taken
            ? Verdict.Outcome.TAKEN
            : passesAt <= now ? Verdict.Outcome.FITS : Verdict.Outcome.FAILED;
    return new Verdict(
        claim,
        outcome,
        meter.remaining(cell, state, now),
        passesAt,
        meter.resetAt(cell, state, claim.cost(), now));
  }

  private static List<Claim> taken(Verdicts verdicts) {
    List<Claim> taken = new ArrayList<>(verdicts.size());
    for (Verdict verdict : verdicts) {
      if (verdict.outcome() == Verdict.Outcome.TAKEN) {
        taken.add(verdict.claim());
      }
    }
    return taken;
  }

  private Reservation reserve(Plan plan, long serial, List<Claim> taken) {
    long expiresAt = plan.now() + plan.snapshot().settings().reservationLife();
    Reservation reservation =
        new Reservation(plan.reservationId(), serial, plan, taken, plan.now(), expiresAt);
    if (reservation.id() != null) {
      held.add(new Held(reservation));
    }
    return reservation;
  }

  private static Taken repeated(Taken now, Held known) {
    return new Taken(now.verdicts(), now.at(), known.reservation, Taken.Repetition.SAME);
  }
}
