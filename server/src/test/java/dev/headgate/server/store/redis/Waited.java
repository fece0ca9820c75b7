package dev.headgate.server.store.redis;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.CounterStore;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.ReservationStore;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.server.store.Store;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A store whose answers are waited for, so that they come on the calling thread. */
record Waited(Store store) implements CounterStore, ReservationStore {
  private static final long PATIENCE_SECONDS = 30;

  @Override
  public void takeAll(Plan plan, Answer<Taken> answer) {
    wait(answer, later -> store.takeAll(plan, later));
  }

  @Override
  public void peekAll(Plan plan, Answer<Taken> answer) {
    wait(answer, later -> store.peekAll(plan, later));
  }

  @Override
  public void settle(Reservation reservation, Actual actual, long now, Answer<Settlement> answer) {
    wait(answer, later -> store.settle(reservation, actual, now, later));
  }

  @Override
  public void find(String id, long now, Answer<Found> answer) {
    wait(answer, later -> store.find(id, now, later));
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    wait(answer, later -> store.renew(reservation, now, later));
  }

  @Override
  public int expire(long now) {
    return store.expire(now);
  }

  void housekeep(long now) {
    store.housekeep(now);
  }

  private static <T> void wait(Answer<T> answer, Consumer<Answer<T>> ask) {
    CompletableFuture<T> answered = new CompletableFuture<>();
    ask.accept(
        new Answer<T>() {
          @Override
          public void value(T value) {
            answered.complete(value);
          }

          @Override
          public void failure(Exception cause) {
            answered.completeExceptionally(cause);
          }
        });
    answer.value(answered.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
  }
}
