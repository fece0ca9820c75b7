package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.server.store.FarStore.Network;
import dev.headgate.server.store.VirtualTime;
import java.util.List;
import java.util.function.Consumer;

/** A partition on the other side of a network that a test rules over. */
record FarPartition(Partition near, VirtualTime time, Network network) implements Partition {
  @Override
  public void take(Plan plan, Answer<Weighed> answer) {
    ask(answer, later -> near.take(plan, later));
  }

  @Override
  public void peek(Plan plan, Answer<Weighed> answer) {
    ask(answer, later -> near.peek(plan, later));
  }

  @Override
  public void hold(Plan plan, long serial, Answer<Weighed> answer) {
    ask(answer, later -> near.hold(plan, serial, later));
  }

  @Override
  public void confirm(Confirmation confirmation, Answer<Confirmed> answer) {
    ask(answer, later -> near.confirm(confirmation, later));
  }

  @Override
  public void end(Closing closing, SettlementListener heard, Answer<Settlement> answer) {
    ask(answer, later -> near.end(closing, heard, later));
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    ask(answer, later -> near.renew(reservation, now, later));
  }

  @Override
  public void find(String id, long now, Answer<Found> answer) {
    ask(answer, later -> near.find(id, now, later));
  }

  @Override
  public void due(long now, Answer<List<Due>> answer) {
    ask(answer, later -> near.due(now, later));
  }

  @Override
  public void reset(Rule rule, Key key, Answer<Boolean> answer) {
    ask(answer, later -> near.reset(rule, key, later));
  }

  private <T> void ask(Answer<T> answer, Consumer<Answer<T>> question) {
    pass(
        () ->
            question.accept(
                new Asked<>(
                    value -> pass(() -> answer.value(value)),
                    cause -> pass(() -> answer.failure(cause)))));
  }

  private void pass(Runnable message) {
    long delay = network.delay();
    if (delay != Network.LOST) {
      time.at(time.micros() + delay, message);
    }
  }
}
