package dev.headgate.core.scenario;

import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Ending;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** An engine with its own store and time, under a policy in plain words. For one thread. */
public final class World {
  private final ManualTime time = new ManualTime(Scenario.START);
  private final List<Ending> endings = new ArrayList<>();
  private final MemoryStore store = new MemoryStore(1_000_000, endings::add);
  private final AtomicLong ids = new AtomicLong();
  private final Decider decider;
  private final Settler settler;
  private PolicySnapshot snapshot;

  /** A world in which nothing has happened. */
  public World(PolicySpec policy) {
    snapshot = Engine.snapshot(policy);
    decider = new Decider(time, () -> snapshot, store, () -> "r" + ids.incrementAndGet());
    settler = new Settler(time, store, endings::add);
  }

  /** From now on another policy holds. */
  public void adopt(PolicySpec policy) {
    snapshot = Engine.snapshot(policy);
  }

  /** Lets time pass, and whatever expires by then expire. */
  public void pass(long micros) {
    long now = time.advance(micros);
    boolean more = true;
    while (more) {
      more = store.expire(now) > 0;
    }
  }

  /** Decides a call now. */
  public Decision decide(CallSpec call) {
    return decider.decideNow(Engine.call(call));
  }

  /** What would be decided at an instant if nothing happened until then. */
  public Decision foretell(CallSpec call, long at) {
    Immediate<Decision> answer = new Immediate<>();
    decider.check(decider.plan(Engine.call(call), at), answer);
    return answer.get();
  }

  /** What would be decided now. */
  public Decision foretell(CallSpec call) {
    return foretell(call, time.micros());
  }

  /** Settles by value. */
  public Settlement settle(Reservation reservation, Actual actual) {
    Immediate<Settlement> answer = new Immediate<>();
    settler.settle(reservation, actual, answer);
    return answer.get();
  }

  /** Settles by id. */
  public Settlement settle(String id, Actual actual) {
    Immediate<Settlement> answer = new Immediate<>();
    settler.settle(id, actual, answer);
    return answer.get();
  }

  /** Renews by id. */
  public boolean renew(String id) {
    Immediate<Boolean> answer = new Immediate<>();
    settler.renew(id, answer);
    return answer.get();
  }

  /** The store. */
  public MemoryStore store() {
    return store;
  }

  /** The time. */
  public ManualTime time() {
    return time;
  }

  /** All endings so far. */
  public List<Ending> endings() {
    return endings;
  }
}
