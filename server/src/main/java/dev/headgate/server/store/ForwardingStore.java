package dev.headgate.server.store;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.server.observe.Metrics;

/** A store over another one, which is asked all that is not answered here. */
public abstract class ForwardingStore implements Store {
  private final Store inner;

  /** Over a store, which it closes when it is closed. */
  protected ForwardingStore(Store inner) {
    this.inner = inner;
  }

  @Override
  public void takeAll(Plan plan, Answer<Taken> answer) {
    inner.takeAll(plan, answer);
  }

  @Override
  public void peekAll(Plan plan, Answer<Taken> answer) {
    inner.peekAll(plan, answer);
  }

  @Override
  public void settle(Reservation reservation, Actual actual, long now, Answer<Settlement> answer) {
    inner.settle(reservation, actual, now, answer);
  }

  @Override
  public void find(String id, long now, Answer<Found> answer) {
    inner.find(id, now, answer);
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    inner.renew(reservation, now, answer);
  }

  @Override
  public int expire(long now) {
    return inner.expire(now);
  }

  @Override
  public boolean reset(Rule rule, Key key) {
    return inner.reset(rule, key);
  }

  @Override
  public int liveKeys(Rule rule) {
    return inner.liveKeys(rule);
  }

  @Override
  public long overflows(Rule rule) {
    return inner.overflows(rule);
  }

  @Override
  public void housekeep(long now) {
    inner.housekeep(now);
  }

  @Override
  public void showIn(Metrics metrics) {
    inner.showIn(metrics);
  }

  @Override
  public void close() {
    inner.close();
  }
}
