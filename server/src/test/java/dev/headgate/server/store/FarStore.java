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
import java.util.function.Consumer;

/**
 * A store on the other side of a network that a test rules over: its clock decides, requests and
 * answers take their time, and either may be lost.
 */
public final class FarStore implements Store {
  private final Store store;
  private final VirtualTime time;
  private final Network network;

  /** Reaches a store through a network, each node through one of its own. */
  public FarStore(Store store, VirtualTime time, Network network) {
    this.store = store;
    this.time = time;
    this.network = network;
  }

  /** How a network treats what passes; in microseconds of virtual time. */
  public interface Network {
    /** What a message takes that never arrives. */
    long LOST = Long.MAX_VALUE;

    /** How long the next message takes, or {@link #LOST}. */
    long delay();

    /** A network on which every message takes as long. */
    static Network of(long micros) {
      return () -> micros;
    }
  }

  @Override
  public void takeAll(Plan plan, Answer<Taken> answer) {
    ask(later -> store.takeAll(atStore(plan), later), answer);
  }

  @Override
  public void peekAll(Plan plan, Answer<Taken> answer) {
    ask(later -> store.peekAll(atStore(plan), later), answer);
  }

  @Override
  public void settle(Reservation reservation, Actual actual, long now, Answer<Settlement> answer) {
    ask(later -> store.settle(reservation, actual, time.micros(), later), answer);
  }

  @Override
  public void find(String id, long now, Answer<Found> answer) {
    ask(later -> store.find(id, time.micros(), later), answer);
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    ask(later -> store.renew(reservation, time.micros(), later), answer);
  }

  private Plan atStore(Plan plan) {
    return new Plan(
        plan.snapshot(), plan.call(), plan.matched(), time.micros(), plan.reservationId());
  }

  private <T> void ask(Consumer<Answer<T>> question, Answer<T> answer) {
    pass(() -> question.accept(returning(answer)));
  }

  private <T> Answer<T> returning(Answer<T> answer) {
    return new Answer<>() {
      @Override
      public void value(T value) {
        pass(() -> answer.value(value));
      }

      @Override
      public void failure(Exception cause) {
        pass(() -> answer.failure(cause));
      }
    };
  }

  private void pass(Runnable message) {
    long delay = network.delay();
    if (delay != Network.LOST) {
      time.at(time.micros() + delay, message);
    }
  }

  @Override
  public int expire(long now) {
    return 0;
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
  public void housekeep(long now) {}

  @Override
  public void showIn(Metrics metrics) {}

  @Override
  public void close() {}
}
