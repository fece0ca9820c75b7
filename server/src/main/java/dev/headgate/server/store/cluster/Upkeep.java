package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.server.store.cluster.Partition.Cause;
import dev.headgate.server.store.cluster.Partition.Closing;
import dev.headgate.server.store.cluster.Partition.Due;
import java.util.List;

/** Ends what nobody ended in time, whichever node it was of. Safe for all threads. */
final class Upkeep {
  private final Partitions partitions;
  private final Endings endings;
  private final Counts counts;

  Upkeep(Partitions partitions, Endings endings, Counts counts) {
    this.partitions = partitions;
    this.endings = endings;
    this.counts = counts;
  }

  /** Gives back what lapsed in a partition; then goes on, whatever came of it. */
  void lapse(int number, long now, Runnable then) {
    Partition partition = partitions.get(number);
    Answer<List<Due>> due =
        new Asked<>(
            found -> {
              List<Due> held = found.stream().filter(Due::held).toList();
              Gather.of(
                  held,
                  (one, answer) -> lapse(partition, one.reservation(), now, answer),
                  new Asked<List<Settlement>>(done -> then.run(), cause -> then.run()));
            },
            cause -> then.run());
    partition.due(now, due);
  }

  private void lapse(Partition partition, Reservation held, long now, Answer<Settlement> answer) {
    Closing closing = new Closing(held, Actual.NOTHING, Cause.LAPSE, now);
    partition.end(
        closing,
        SettlementListener.NONE,
        Asked.<Settlement>of(
            answer,
            settlement -> {
              counts.lapsed.add(settlement.outcome() == Settlement.Outcome.SETTLED ? 1 : 0);
              answer.value(settlement);
            }));
  }

  /** Ends what is due everywhere, a bounded part of it; the answer is how much was found. */
  void expire(long now, Answer<Integer> answer) {
    partitions.due(
        now,
        Asked.<List<Integer>>of(
            answer,
            numbers ->
                Gather.<Integer, Integer>of(
                    numbers,
                    (number, one) -> expire(number, now, one),
                    Asked.<List<Integer>>of(
                        answer,
                        found -> answer.value(found.stream().mapToInt(Integer::intValue).sum())))));
  }

  private void expire(int number, long now, Answer<Integer> answer) {
    partitions
        .get(number)
        .due(
            now,
            Asked.<List<Due>>of(
                answer,
                due ->
                    Gather.<Due, Settlement>of(
                        due,
                        (one, ended) -> end(number, one, now, ended),
                        Asked.of(answer, done -> answer.value(due.size())))));
  }

  private void end(int number, Due due, long now, Answer<Settlement> answer) {
    Reservation reservation = due.reservation();
    String id = String.valueOf(reservation.id());
    Integer home = Placement.homeOf(id);
    if (due.held()) {
      lapse(partitions.get(number), reservation, now, answer);
    } else if (home == null || home == number) {
      endings.end(Closing.expired(reservation, Cause.LIFE, now), answer);
    } else {
      partitions
          .get(home)
          .find(id, now, Asked.<Found>of(answer, found -> end(number, found, due, now, answer)));
    }
  }

  /** Ends a part as its home has it; by itself where that has ended or is not known any more. */
  private void end(int number, Found home, Due part, long now, Answer<Settlement> answer) {
    if (home instanceof Found.Open(Reservation whole)) {
      endings.end(Closing.expired(whole, Cause.LIFE, now), answer);
      return;
    }
    counts.orphaned.increment();
    Closing alone = Closing.expired(part.reservation(), Cause.LIFE, now);
    partitions.get(number).end(alone, SettlementListener.NONE, answer);
  }
}
