package dev.headgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.MeterSpec.PermitsSpec;
import dev.headgate.core.scenario.MeterSpec.WindowSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.World;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Ending;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.Settlement.Outcome;
import dev.headgate.core.snapshot.Denial;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is remembered of reservations, for how long, and what a repeated call finds. */
class ReservationsTest {
  private static final long SECOND = 1_000_000;
  private static final long LIFE = 10 * SECOND;
  private static final long LATE = 30 * SECOND;

  private static final RuleSpec POOL =
      new RuleSpec(
          "pool",
          true,
          "points",
          null,
          new WindowSpec(100, 86_400 * SECOND),
          false,
          false,
          5,
          List.of());
  private static final RuleSpec PERMITS =
      new RuleSpec(
          "permits",
          false,
          "requests",
          null,
          new PermitsSpec(1, 6 * SECOND, 0),
          false,
          false,
          0,
          List.of());

  private final World world = world(POOL);

  @Test
  void aRepeatedCallGetsTheSameReservationAndPaysOnce() {
    Reservation first = allowed(world.decide(call(7, "own")));

    Decision again = world.decide(call(7, "own"));

    assertThat(allowed(again)).isEqualTo(first);
    assertThat(((Decision.Allowed) again).taken().repetition()).isEqualTo(Taken.Repetition.SAME);
    assertThat(left(world)).isEqualTo(93);
  }

  @Test
  void aRepeatedCallGetsItsReservationAlsoAfterItWasSettled() {
    Reservation first = allowed(world.decide(call(7, "own")));
    world.settle(first, Actual.points(3));

    assertThat(allowed(world.decide(call(7, "own")))).isEqualTo(first);
    assertThat(left(world)).isEqualTo(97);
  }

  @Test
  void anotherCallUnderTheSameIdIsRefused() {
    world.decide(call(7, "own"));

    Decision other = world.decide(call(8, "own"));

    assertThat(other).isInstanceOf(Decision.Refused.class);
    assertThat(((Decision.Refused) other).denial().kind()).isEqualTo(Denial.Kind.ID_REUSED);
    assertThat(left(world)).isEqualTo(93);
  }

  @Test
  void aRefusedCallIsDecidedAnewUnderItsId() {
    for (int i = 0; i < 10; i++) {
      world.decide(call(10, null));
    }
    assertThat(world.decide(call(10, "own"))).isInstanceOf(Decision.Exhausted.class);

    world.settle("r1", Actual.NOTHING);

    assertThat(world.decide(call(10, "own"))).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void aCallRepeatedAfterItsReleaseIsDecidedAnew() {
    Reservation first = allowed(world.decide(call(7, "own")));
    world.settle(first, Actual.NOTHING);

    Reservation second = allowed(world.decide(call(7, "own")));

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(left(world)).isEqualTo(93);
  }

  @Test
  void anExpiredReservationIsCorrectedOnceWithinTheStatedTime() {
    world.decide(call(7, null));
    world.pass(LIFE + LATE - 1);

    Settlement late = world.settle("r1", Actual.points(3));

    assertThat(late.outcome()).isEqualTo(Outcome.CORRECTED_LATE);
    assertThat(left(world)).isEqualTo(97);
    assertThat(world.settle("r1", Actual.points(9))).isEqualTo(late);
    assertThat(outcomes()).containsExactly(Outcome.EXPIRED, Outcome.CORRECTED_LATE);
  }

  @Test
  void aLateSettlementFindsAReservationThatNobodyHasExpiredYet() {
    world.decide(call(7, null));
    world.time().advance(LIFE);

    Settlement late = world.settle("r1", Actual.points(3));

    assertThat(late.outcome()).isEqualTo(Outcome.CORRECTED_LATE);
    assertThat(outcomes()).containsExactly(Outcome.EXPIRED, Outcome.CORRECTED_LATE);
    assertThat(left(world)).isEqualTo(97);
  }

  @Test
  void afterTheStatedTimeACostIsOnlyRecorded() {
    Reservation reservation = allowed(world.decide(call(7, null)));
    world.pass(LIFE + LATE);

    Settlement byValue = world.settle(reservation, Actual.points(9));

    assertThat(world.settle("r1", Actual.points(9)).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(byValue.outcome()).isEqualTo(Outcome.RECORDED_LATE);
    assertThat(byValue.adjustments().getFirst().unpaid()).isEqualTo(2);
    assertThat(left(world)).isEqualTo(93);
    assertThat(outcomes()).containsExactly(Outcome.EXPIRED, Outcome.RECORDED_LATE);
  }

  @Test
  void whatCannotBePaidWithinTheDebtIsReportedApart() {
    for (int i = 0; i < 9; i++) {
      world.decide(call(10, null));
    }
    Reservation last = allowed(world.decide(call(10, null)));

    Settlement.Adjustment change = world.settle(last, Actual.points(30)).adjustments().getFirst();

    assertThat(change.charged()).isEqualTo(5);
    assertThat(change.unpaid()).isEqualTo(15);
    assertThat(left(world)).isZero();
  }

  @Test
  void aRenewedReservationKeepsItsPermitBeyondItsFirstLife() {
    World running = world(PERMITS);
    running.decide(call(0, null));

    for (int i = 0; i < 5; i++) {
      running.pass(5 * SECOND);
      assertThat(running.renew("r1")).isTrue();
    }

    assertThat(running.decide(call(0, null))).isInstanceOf(Decision.Throttled.class);
    running.settle("r1", Actual.AS_RESERVED);
    assertThat(running.decide(call(0, null))).isInstanceOf(Decision.Allowed.class);
    assertThat(running.renew("r1")).isFalse();
  }

  @Test
  void anExpiredReservationGivesItsPermitsBack() {
    World running = world(PERMITS);
    running.decide(call(0, null));
    running.pass(LIFE);

    assertThat(running.renew("r1")).isFalse();
    assertThat(running.decide(call(0, null))).isInstanceOf(Decision.Allowed.class);
  }

  private List<Outcome> outcomes() {
    return world.endings().stream().map(Ending::settlement).map(Settlement::outcome).toList();
  }

  private static World world(RuleSpec rule) {
    return new World(new PolicySpec("one", List.of(rule), LIFE, LATE, false));
  }

  private static CallSpec call(long points, @Nullable String id) {
    return new CallSpec("app-0", "issue-0", points, points, id);
  }

  private static Reservation allowed(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Allowed.class);
    return ((Decision.Allowed) decision).reservation();
  }

  private static long left(World world) {
    return world.foretell(call(0, null)).verdicts().getFirst().remaining();
  }
}
