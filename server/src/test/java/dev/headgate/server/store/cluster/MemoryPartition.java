package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.server.store.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A partition in memory, by virtual time; a call is peeked at, held and confirmed at once. */
final class MemoryPartition implements Partition {
  private final MemoryStore store = new MemoryStore(100_000, SettlementListener.NONE);
  private final VirtualTime time;
  private final Map<String, Hold> holds = new HashMap<>();
  private final Map<String, Reservation> wholes = new HashMap<>();

  MemoryPartition(VirtualTime time) {
    this.time = time;
  }

  private record Hold(Reservation reservation, long lapsesAt) {}

  /** How many holds there are that nobody has confirmed or given back. */
  int held() {
    return holds.size();
  }

  @Override
  public void take(Plan plan, Answer<Weighed> answer) {
    Immediate<Taken> taken = new Immediate<>();
    store.takeAll(now(plan), taken);
    answer.value(new Weighed(taken.get(), heldBack(plan, taken.get())));
  }

  @Override
  public void peek(Plan plan, Answer<Weighed> answer) {
    Taken taken = peeked(plan);
    answer.value(new Weighed(taken, heldBack(plan, taken)));
  }

  private Taken peeked(Plan plan) {
    Immediate<Taken> taken = new Immediate<>();
    store.peekAll(now(plan), taken);
    return taken.get();
  }

  @Override
  public void hold(Plan plan, long serial, Answer<Weighed> answer) {
    take(
        plan,
        Asked.<Weighed>of(
            answer,
            weighed -> {
              Reservation held = weighed.taken().reservation();
              if (held != null) {
                String id = String.valueOf(held.id());
                holds.put(id, new Hold(held, time.micros() + HOLD_LIFE));
              }
              answer.value(weighed);
            }));
  }

  /** Whether each binding claim that fails would pass but for what is held. */
  private boolean heldBack(Plan plan, Taken taken) {
    Verdicts verdicts = taken.verdicts();
    boolean any = false;
    for (int i = 0; i < verdicts.size(); i++) {
      if (!verdicts.failed(i) || !verdicts.claim(i).binds()) {
        continue;
      }
      any = true;
      Claim claim = verdicts.claim(i);
      long held = held(claim);
      Matched less =
          new Matched(
              plan.matched().quote(), List.of(claim.plus(-Math.min(held, claim.cost()))), null);
      Plan other = new Plan(plan.snapshot(), plan.call(), less, plan.now(), null);
      if (held == 0 || peeked(other).verdicts().failed(0)) {
        return false;
      }
    }
    return any;
  }

  private long held(Claim claim) {
    return holds.values().stream()
        .flatMap(hold -> hold.reservation().taken().stream())
        .filter(one -> one.ordinal() == claim.ordinal() && one.key().equals(claim.key()))
        .mapToLong(Claim::cost)
        .sum();
  }

  @Override
  public void confirm(Confirmation confirmation, Answer<Confirmed> answer) {
    String id = String.valueOf(confirmation.held().id());
    Hold hold = holds.get(id);
    Reservation kept = confirmation.kept();
    if (hold == null || time.micros() >= hold.lapsesAt()) {
      answer.value(Confirmed.LAPSED);
      return;
    }
    holds.remove(id);
    if (kept == null) {
      store.settle(hold.reservation(), Actual.AS_RESERVED, time.micros(), Asked.unheard());
    } else if (confirmation.home()) {
      wholes.put(id, kept);
    }
    answer.value(Confirmed.GOOD);
  }

  @Override
  public void end(Closing closing, SettlementListener heard, Answer<Settlement> answer) {
    String id = closing.reservation().id();
    Hold hold = id == null ? null : holds.get(id);
    boolean lapsing = closing.cause() == Cause.LAPSE;
    if (lapsing && (hold == null || time.micros() < hold.lapsesAt())) {
      answer.value(Settlement.unknown());
      return;
    }
    if (hold != null) {
      holds.remove(id);
    }
    store.settle(closing.reservation(), closing.actual(), time.micros(), answer);
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    store.renew(reservation, time.micros(), answer);
  }

  @Override
  public void find(String id, long now, Answer<Found> answer) {
    Reservation whole = wholes.get(id);
    if (whole == null) {
      store.find(id, time.micros(), answer);
    } else {
      answer.value(new Found.Open(whole));
    }
  }

  @Override
  public void due(long now, Answer<List<Due>> answer) {
    List<Due> due = new ArrayList<>();
    for (Hold hold : holds.values()) {
      if (hold.lapsesAt() <= time.micros()) {
        due.add(new Due(hold.reservation(), true));
      }
    }
    answer.value(due);
  }

  @Override
  public void reset(Rule rule, Key key, Answer<Boolean> answer) {
    answer.value(store.reset(rule, key));
  }

  private Plan now(Plan plan) {
    return new Plan(
        plan.snapshot(), plan.call(), plan.matched(), time.micros(), plan.reservationId());
  }
}
