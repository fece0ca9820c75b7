package dev.headgate.core.decision;

import dev.headgate.core.call.Call;
import dev.headgate.core.snapshot.Denial;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.TimeSource;
import java.util.function.Supplier;

/**
 * The road of one call: plan, one operation on the store, conclude. Safe for all threads; holds no
 * state.
 */
public final class Decider {
  private final TimeSource time;
  private final Supplier<PolicySnapshot> snapshot;
  private final CounterStore store;
  private final IdSource ids;
  private final DecisionListener listener;

  /** Joins the parts with nobody listening. */
  public Decider(
      TimeSource time, Supplier<PolicySnapshot> snapshot, CounterStore store, IdSource ids) {
    this(time, snapshot, store, ids, DecisionListener.NONE);
  }

  /** Joins the parts; the snapshot is read once for each call. */
  public Decider(
      TimeSource time,
      Supplier<PolicySnapshot> snapshot,
      CounterStore store,
      IdSource ids,
      DecisionListener listener) {
    this.time = time;
    this.snapshot = snapshot;
    this.store = store;
    this.ids = ids;
    this.listener = listener;
  }

  /** Decides a call now. */
  public void decide(Call call, Answer<Decision> answer) {
    decide(call, time.micros(), answer);
  }

  /** Decides a call at an instant that was read already. */
  public void decide(Call call, long now, Answer<Decision> answer) {
    decide(plan(call, now), answer);
  }

  /** Decides what was planned already. */
  public void decide(Plan plan, Answer<Decision> answer) {
    Denial denial = plan.matched().denial();
    if (denial != null) {
      Decision refused = Conclusion.refused(plan, denial);
      listener.decided(refused);
      answer.value(refused);
    } else {
      store.takeAll(plan, new Concluding(plan, listener, answer));
    }
  }

  /**
   * Says what {@link #decide(Plan, Answer)} would say, and takes nothing: a call that would pass is
   * allowed with a reservation of nothing. A call refused for good has its verdicts too.
   */
  public void check(Plan plan, Answer<Decision> answer) {
    store.peekAll(plan, new Foretelling(plan, answer));
  }

  /** Decides on a store that answers on the calling thread. */
  public Decision decideNow(Call call) {
    Immediate<Decision> answer = new Immediate<>();
    decide(call, answer);
    return answer.get();
  }

  /** The pure first half: which claims the call makes at an instant. */
  public Plan plan(Call call, long now) {
    return plan(snapshot.get(), call, now);
  }

  /** As {@link #plan(Call, long)}, by rules that were read already: one reading for each call. */
  public Plan plan(PolicySnapshot rules, Call call, long now) {
    Matched matched = rules.match(call, now);
    return new Plan(rules, call, matched, now, remembered(call, matched) ? ids.next() : null);
  }

  private static boolean remembered(Call call, Matched matched) {
    return call.held() || call.id() != null || !matched.quote().isFinal() || matched.holds();
  }

  private record Concluding(Plan plan, DecisionListener listener, Answer<Decision> answer)
      implements Answer<Taken> {
    @Override
    public void value(Taken taken) {
      Decision decision = Conclusion.conclude(plan, taken);
      listener.decided(decision);
      answer.value(decision);
    }

    @Override
    public void failure(Exception cause) {
      answer.failure(cause);
    }
  }

  private record Foretelling(Plan plan, Answer<Decision> answer) implements Answer<Taken> {
    @Override
    public void value(Taken taken) {
      answer.value(Conclusion.foretell(plan, taken));
    }

    @Override
    public void failure(Exception cause) {
      answer.failure(cause);
    }
  }
}
