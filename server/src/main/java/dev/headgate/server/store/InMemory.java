package dev.headgate.server.store;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.server.observe.Metrics;

/** The counters of one process, which end with it. */
public final class InMemory implements Store {
  /** The most reservations that are remembered. */
  public static final int REMEMBERED_MAX = 1_000_000;

  private final MemoryStore store;

  /** An empty store; the listener hears of every ending. */
  public InMemory(SettlementListener listener) {
    this(new MemoryStore(REMEMBERED_MAX, listener));
  }

  /** The counters of {@code store}. */
  public InMemory(MemoryStore store) {
    this.store = store;
  }

  @Override
  public void takeAll(Plan plan, Answer<Taken> answer) {
    store.takeAll(plan, answer);
  }

  @Override
  public void peekAll(Plan plan, Answer<Taken> answer) {
    store.peekAll(plan, answer);
  }

  @Override
  public void settle(Reservation reservation, Actual actual, long now, Answer<Settlement> answer) {
    store.settle(reservation, actual, now, answer);
  }

  @Override
  public void find(String id, long now, Answer<Found> answer) {
    store.find(id, now, answer);
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    store.renew(reservation, now, answer);
  }

  @Override
  public int expire(long now) {
    return store.expire(now);
  }

  @Override
  public boolean reset(Rule rule, Key key) {
    return store.reset(rule, key);
  }

  @Override
  public int liveKeys(Rule rule) {
    return store.liveKeys(rule);
  }

  @Override
  public long overflows(Rule rule) {
    return store.overflows(rule);
  }

  @Override
  public void housekeep(long now) {
    store.housekeep(now);
  }

  @Override
  public void showIn(Metrics metrics) {
    metrics.counter("headgate.reservations.forgotten.early", store::forgottenEarly);
    metrics.counter("headgate.reservations.unremembered", store::unremembered);
  }

  /** Nothing is kept. */
  @Override
  public void close() {}
}
