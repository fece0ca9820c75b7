package dev.headgate.benchmarks.redis;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Taken;
import dev.headgate.server.store.Store;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A store that is asked at its port: what is planned is not measured, what is decided is. */
final class StoreNode implements Node {
  private final Store store;
  private final Supplier<Plan> plans;
  private final Consumer<Taken> heard;

  /**
   * Asks a store.
   *
   * @param plans the next plan, at each call
   * @param heard hears of each answer, on any thread
   */
  StoreNode(Store store, Supplier<Plan> plans, Consumer<Taken> heard) {
    this.store = store;
    this.plans = plans;
    this.heard = heard;
  }

  @Override
  public void ask(Consumer<Outcome> answer) {
    store.takeAll(plans.get(), new Heard(heard, answer));
  }

  @Override
  public void close() {
    store.close();
  }

  private record Heard(Consumer<Taken> heard, Consumer<Outcome> answer) implements Answer<Taken> {
    @Override
    public void value(Taken taken) {
      heard.accept(taken);
      boolean alone = taken.reduced() || taken.repetition() != Taken.Repetition.FIRST;
      Outcome decided = taken.passed() ? Outcome.GRANTED : Outcome.REFUSED;
      answer.accept(alone ? Outcome.WRONG : decided);
    }

    @Override
    public void failure(Exception cause) {
      answer.accept(Outcome.WRONG);
    }
  }
}
