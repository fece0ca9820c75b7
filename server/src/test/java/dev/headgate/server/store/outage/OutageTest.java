package dev.headgate.server.store.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.reply.Problem;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.snapshot.Accuracy;
import dev.headgate.core.snapshot.Consistency;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import dev.headgate.server.store.FarStore;
import dev.headgate.server.store.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a node does while its store does not answer (SEMANTICS 4, 6 and 9), in virtual time. */
@Tag("seeded")
class OutageTest {
  private static final long SECOND = Micros.SECOND;
  private static final long WINDOW = 10 * SECOND;
  private static final FarStore.Network NEAR = FarStore.Network.of(400);
  private static final FarStore.Network DEAD = () -> FarStore.Network.LOST;

  @Test
  void aStoreThatIsPausedForThirtySecondsIsReplacedByTheStatedShareAndBackByItself() {
    Served served = new Served(limit(1_000, Consistency.USUAL), 3);
    served.load(Served.CALL, 300, 10 * SECOND);
    long before = served.messages;

    long until = served.time.micros() + 30 * SECOND;
    served.network(() -> until - served.time.micros() + 400);
    served.load(Served.CALL, 333, 30 * SECOND);

    assertThat(served.slowest).as("nobody waits").isLessThanOrEqualTo(10_000);
    assertThat(served.messages - before).as("no pile-up").isLessThan(300);
    assertThat(served.grantedAlone.inWindow(WINDOW)).isLessThanOrEqualTo(3 * 300).isPositive();
    assertThat(served.nodes).allMatch(node -> node.outage.backlog() == 0);

    served.network(NEAR);
    served.load(Served.CALL, 300, 10 * SECOND);

    assertThat(served.isBack()).isTrue();
    assertThat(served.granted.inWindow(WINDOW)).isLessThanOrEqualTo(1_000 + 3 * 300);
  }

  @Test
  void tenThousandCallsDuringAnOutageLeaveNothingBehind() {
    Served served = new Served(limit(1_000, Consistency.USUAL), 1);
    served.network(DEAD);

    served.load(Served.CALL, 1_000, 10 * SECOND);

    assertThat(served.decisions).hasSize(10_000);
    assertThat(served.time.pending()).as("events to come").isLessThan(50);
    assertThat(served.messages).as("questions put").isLessThan(60);
    assertThat(served.granted.total()).isEqualTo(300);
  }

  @Test
  void aRefusalOfAnOutageIsReducedCapacityWithARetryThatIsNear() {
    Served served = new Served(limit(10, Consistency.USUAL), 1);
    served.network(DEAD);

    served.load(Served.CALL, 100, 5 * SECOND);

    Decision last = served.decisions.getLast();
    assertThat(last).isInstanceOf(Decision.Throttled.class);
    Problem problem = Objects.requireNonNull(Problem.of(last));
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.reason()).isEqualTo("temporary-reduced-capacity");
    assertThat(Objects.requireNonNull(problem.retryAt()).seconds()).isBetween(1L, 5L);
  }

  @Test
  void aLimitThatAllowsWhatIsAboveItsShareRefusesNobody() {
    Consistency.Outage open = new Consistency.Outage(1_000, Consistency.Then.ALLOW);
    Served served = new Served(limit(10, Consistency.USUAL.outage(open)), 1);
    served.network(DEAD);

    served.load(Served.CALL, 100, 5 * SECOND);

    assertThat(served.decisions).allMatch(decision -> decision instanceof Decision.Allowed);
  }

  @Test
  void aLimitWithoutAShareGrantsNothingInAnOutage() {
    Consistency.Outage closed = new Consistency.Outage(0, Consistency.Then.REFUSE);
    Served served = new Served(limit(10, Consistency.USUAL.outage(closed)), 1);
    served.network(DEAD);

    served.load(Served.CALL, 100, SECOND);

    assertThat(served.granted.total()).isZero();
    assertThat(served.decisions).allMatch(Decision::reduced);
  }

  @Test
  void aSlowStoreIsNotWaitedForAndWhatItTookTooLateGoesBack() {
    Served served = new Served(limit(1_000, Consistency.USUAL), 1);
    served.network(FarStore.Network.of(10_000));

    served.load(Served.CALL, 100, 5 * SECOND);
    served.time.runUntil(served.time.micros() + SECOND);
    served.network(NEAR);
    served.time.runUntil(served.time.micros() + 3 * SECOND);
    served.nodes.getFirst().call(Served.CALL);
    served.time.runUntil(served.time.micros() + SECOND / 10);

    assertThat(served.slowest).isLessThanOrEqualTo(10_000);
    assertThat(served.isBack()).isTrue();
    Decision last = served.decisions.getLast();
    assertThat(last.verdicts().remaining(0)).as("only this call is counted").isEqualTo(999);
  }

  @Test
  void aStoreThatFlapsGrantsNoMoreThanTheLimitAndTheShares() {
    Seeds.check(
        10,
        random -> {
          Served served = new Served(limit(200, Consistency.USUAL), 3);
          for (int i = 0; i < 20; i++) {
            served.network(random.nextBoolean() ? DEAD : () -> random.nextLong(12_000));
            served.load(Served.CALL, 100, random.nextLong(3 * SECOND));
          }
          served.network(NEAR);
          served.time.runUntil(served.time.micros() + 10 * SECOND);
          served.load(Served.CALL, 10, SECOND);

          assertThat(served.isBack()).isTrue();
          assertThat(served.grantedAlone.inWindow(WINDOW)).isLessThanOrEqualTo(3 * 60);
          assertThat(served.granted.inWindow(WINDOW)).isLessThanOrEqualTo(200 + 3 * 60);
        });
  }

  @Test
  void aCallRepeatedUnderItsIdIsAnsweredAsInTheOutage() {
    Served served = new Served(limit(10, Consistency.USUAL), 1);
    Call call = Served.CALL.withId("call-1");
    served.network(DEAD);
    served.load(call, 10, SECOND / 10);
    served.network(NEAR);
    served.load(call, 10, SECOND);

    assertThat(served.decisions.getFirst()).isInstanceOf(Decision.Allowed.class);
    assertThat(served.decisions.subList(1, served.decisions.size()))
        .allMatch(again -> Served.repetition(again) == Taken.Repetition.SAME);
  }

  @Test
  void whatIsLeasedIsSpentBeforeTheShareOfAnOutage() {
    Accuracy leased = new Accuracy.Leased(5_000, 10 * SECOND);
    Consistency.Outage closed = new Consistency.Outage(0, Consistency.Then.REFUSE);
    Served served =
        new Served(limit(100_000, Consistency.USUAL.accuracy(leased).outage(closed)), 1);
    served.load(Served.CALL, 1_000, SECOND);

    served.network(DEAD);
    served.load(Served.CALL, 1_000, SECOND / 20);

    assertThat(served.decisions).hasSize(1_050);
    assertThat(served.decisions.subList(1_000, 1_050))
        .allMatch(decision -> decision instanceof Decision.Allowed && !decision.reduced());
  }

  @Test
  void settlementsOfAnOutageAreAcceptedAndDeliveredOnce() {
    Served served = new Served(limit(100, Consistency.USUAL), 1);
    Served.Node node = served.nodes.getFirst();
    List<Settlement> settled = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      served.load(Served.CALL.withId("call-" + i), 1_000, SECOND / 1_000);
      served.time.runUntil(served.time.micros() + 2_000);
    }

    served.network(DEAD);
    for (Decision decision : List.copyOf(served.decisions)) {
      node.settler.release(((Decision.Allowed) decision).reservation(), collecting(settled));
    }
    served.time.runUntil(served.time.micros() + 3 * SECOND);

    assertThat(settled).hasSize(20).allMatch(one -> one.outcome() == Settlement.Outcome.SETTLED);

    served.network(NEAR);
    served.load(Served.CALL, 10, 7 * SECOND);
    served.load(Served.CALL, 1_000, SECOND / 1_000);
    served.time.runUntil(served.time.micros() + SECOND / 100);

    assertThat(node.outage.backlog()).isZero();
    assertThat(served.isBack()).isTrue();
  }

  private static Answer<Settlement> collecting(List<Settlement> settled) {
    return new Answer<>() {
      @Override
      public void value(Settlement settlement) {
        settled.add(settlement);
      }

      @Override
      public void failure(Exception cause) {
        throw new AssertionError("accepted in every case", cause);
      }
    };
  }

  private static PolicySnapshot limit(long amount, Consistency consistency) {
    return PolicySnapshot.builder("outage")
        .rule(
            Rule.limit("limit", MeterSource.of(new FixedWindow(amount, WINDOW)))
                .by("app")
                .consistency(consistency))
        .build();
  }
}
