package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.server.observe.Metrics;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.cluster.Partition.Closing;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One store over many partitions. A call that lies in one is decided there in one step; one that
 * spans several as {@link Spanning} says. Safe for all threads.
 */
public final class ClusterStore implements Store {
  /** How long the housekeeping and an operator's reset wait for the partitions. */
  private static final long WAIT_SECONDS = 5;

  private final Partitions partitions;
  private final Counts counts = new Counts();
  private final Endings endings;
  private final Upkeep upkeep;

  /** Over partitions; the listener hears of every ending of a whole reservation once. */
  public ClusterStore(Partitions partitions, SettlementListener listener) {
    this.partitions = partitions;
    endings = new Endings(partitions, listener);
    upkeep = new Upkeep(partitions, endings, counts);
  }

  @Override
  public void takeAll(Plan stated, Answer<Taken> answer) {
    int home = Spread.home(stated);
    Plan plan = named(stated, home);
    if (Spread.liesIn(plan, home)) {
      new Alone(plan, home, answer).take(/* again= */ false);
    } else {
      counts.spanning.increment();
      Spread spread = Spread.of(plan, home);
      new Spanning(partitions, upkeep, counts, spread, answer).begin();
    }
  }

  private static Plan named(Plan plan, int home) {
    String id = plan.reservationId();
    if (id == null) {
      return plan;
    }
    String named = Placement.named(id, home);
    return new Plan(plan.snapshot(), plan.call(), plan.matched(), plan.now(), named);
  }

  /** A call that lies in one partition. */
  private final class Alone {
    private final Plan plan;
    private final int number;
    private final Answer<Taken> answer;

    Alone(Plan plan, int number, Answer<Taken> answer) {
      this.plan = plan;
      this.number = number;
      this.answer = answer;
    }

    void take(boolean again) {
      partitions
          .get(number)
          .take(plan, Asked.<Weighed>of(answer, weighed -> taken(weighed, again)));
    }

    private void taken(Weighed weighed, boolean again) {
      if (!weighed.heldBack()) {
        answer.value(weighed.taken());
      } else if (!again) {
        counts.again.increment();
        upkeep.lapse(
            number,
            weighed.taken().at(),
            () -> partitions.later(Spanning.PAUSE_MICROS, () -> take(/* again= */ true)));
      } else {
        counts.heldBack.increment();
        Spread spread = Spread.of(plan, number);
        Joined joined = new Joined(spread, List.of(weighed.taken()));
        joined.soon(spread.parts().getFirst());
        answer.value(joined.refused());
      }
    }
  }

  @Override
  public void peekAll(Plan plan, Answer<Taken> answer) {
    int home = Spread.home(plan);
    Spread spread = Spread.of(plan, home);
    Gather.<Part, Weighed>of(
        spread.parts(),
        (part, one) -> partitions.get(part.number()).peek(part.plan(), one),
        Asked.<List<Weighed>>of(answer, seen -> answer.value(foretold(spread, seen))));
  }

  private static Taken foretold(Spread spread, List<Weighed> seen) {
    Taken home = seen.get(spread.home()).taken();
    if (home.repetition() == Taken.Repetition.OTHER) {
      return home;
    }
    Joined joined = new Joined(spread, seen.stream().map(Weighed::taken).toList());
    return home.repetition() == Taken.Repetition.SAME
        ? joined.taken(true, home.reservation(), Taken.Repetition.SAME)
        : joined.refused();
  }

  @Override
  public void settle(Reservation reservation, Actual actual, long now, Answer<Settlement> answer) {
    endings.end(Closing.settled(reservation, actual, now), answer);
  }

  @Override
  public void find(String id, long now, Answer<Found> answer) {
    endings.find(id, now, answer);
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    endings.renew(reservation, now, answer);
  }

  /** Ends what is due without waiting for it; the answer is how much was found. */
  public void expire(long now, Answer<Integer> answer) {
    upkeep.expire(now, answer);
  }

  /** Waits for the partitions: meant for the thread of the upkeep. */
  @Override
  public int expire(long now) {
    return ClusterStore.<Integer>await(answer -> expire(now, answer));
  }

  @Override
  public boolean reset(Rule rule, Key key) {
    Partition partition = partitions.get(Placement.of(rule, key));
    return ClusterStore.<Boolean>await(answer -> partition.reset(rule, key, answer));
  }

  private static <T> T await(Consumer<Answer<T>> ask) {
    CompletableFuture<T> answered = new CompletableFuture<>();
    ask.accept(new Asked<>(answered::complete, answered::completeExceptionally));
    return answered.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Not known: the partitions count keys of all limits together. */
  @Override
  public int liveKeys(Rule rule) {
    return 0;
  }

  /** None: how many keys there may be is bounded by what keeps the partitions. */
  @Override
  public long overflows(Rule rule) {
    return 0;
  }

  @Override
  public void housekeep(long now) {
    expire(now);
  }

  @Override
  public void showIn(Metrics metrics) {
    counts.showIn(metrics);
  }

  @Override
  public void close() {
    partitions.close();
  }
}
