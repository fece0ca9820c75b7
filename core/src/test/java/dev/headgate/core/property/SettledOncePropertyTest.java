package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.limit.Ceiling;
import dev.headgate.core.scenario.MeterSpec;
import dev.headgate.core.scenario.MeterSpec.AllotmentSpec;
import dev.headgate.core.scenario.MeterSpec.BucketSpec;
import dev.headgate.core.scenario.MeterSpec.CarrySpec;
import dev.headgate.core.scenario.MeterSpec.CeilingSpec;
import dev.headgate.core.scenario.MeterSpec.LogSpec;
import dev.headgate.core.scenario.MeterSpec.PermitsSpec;
import dev.headgate.core.scenario.MeterSpec.PoolSpec;
import dev.headgate.core.scenario.MeterSpec.SlicesSpec;
import dev.headgate.core.scenario.MeterSpec.ToleranceSpec;
import dev.headgate.core.scenario.MeterSpec.WindowSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.World;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Ending;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.Settlement.Adjustment;
import dev.headgate.core.settlement.Settlement.Outcome;
import dev.headgate.core.snapshot.Claim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Invariant 5: a reservation is settled or expired exactly once, settling is idempotent, and no
 * cost is lost silently.
 */
@Tag("seeded")
class SettledOncePropertyTest {
  private static final int RUNS = 150;
  private static final int CALLS = 100;
  private static final long SECOND = 1_000_000;

  /** The scenario's begin lies well inside one that is aligned to the epoch. */
  private static final long DAY = 86_400 * SECOND;

  private final Witnesses witnesses = new Witnesses();

  @Test
  void everyReservationEndsOnceAndAtMostOnceMoreLate() {
    Seeds.check(
        RUNS,
        random -> {
          Scenario scenario = new Scenario(random);
          PolicySpec policy = scenario.policy();
          World world = new World(policy);
          Costs costs = new Costs();

          for (int i = 0; i < CALLS; i++) {
            world.time().advance(scenario.pause());
            step(random, scenario, world, costs);
          }
          world.pass(policy.life());

          Map<Long, List<Outcome>> ends = new HashMap<>();
          for (Ending one : heard(world)) {
            ends.computeIfAbsent(one.reservation().serial(), any -> new ArrayList<>())
                .add(one.settlement().outcome());
          }
          assertThat(ends.keySet()).isEqualTo(costs.serials());
          assertThat(ends.values())
              .allMatch(
                  told ->
                      told.equals(List.of(Outcome.SETTLED))
                          || told.equals(List.of(Outcome.EXPIRED))
                          || told.equals(List.of(Outcome.EXPIRED, Outcome.CORRECTED_LATE)));
        });
  }

  /** In windows so long that all that is used can be read off at the end. */
  @Test
  void whatIsUsedOrToldUnpaidIsWhatTheCallsCost() {
    Seeds.check(
        RUNS,
        random -> {
          Scenario scenario = new Scenario(random);
          PolicySpec policy = inLongWindows(scenario.policy());
          World world = new World(policy);
          Costs costs = new Costs();

          for (int i = 0; i < CALLS; i++) {
            world.time().advance(random.nextLong(SECOND));
            step(random, scenario, world, costs);
          }
          world.pass(policy.life());

          Map<String, Long> expected = new HashMap<>();
          costs.sums(policy).forEach((counter, cost) -> expected.merge(counter, cost, Long::sum));
          unpaid(heard(world))
              .forEach((counter, unpaid) -> expected.merge(counter, -unpaid, Long::sum));
          witnesses
              .remainingOfPools(world)
              .forEach(
                  (counter, left) -> {
                    long amount = amount(policy, counter);
                    long used = expected.getOrDefault(counter, 0L);
                    assertThat(left).as(counter).isEqualTo(Math.max(0, amount - used));
                  });
        });
  }

  @Test
  void settlingAgainAnswersTheSameAndChangesNothing() {
    Seeds.check(
        RUNS,
        random -> {
          Scenario scenario = new Scenario(random);
          PolicySpec policy = scenario.policy();
          World world = new World(policy);
          List<String> ids = ids(scenario, world);
          boolean late = random.nextBoolean();
          world.time().advance(late ? policy.life() + policy.lateWithin() / 2 : policy.life() / 2);

          for (String id : ids) {
            Settlement first = world.settle(id, actual(random));
            int heard = world.endings().size();
            List<String> stands = witnesses.seen(world);
            Settlement second = world.settle(id, actual(random));

            assertThat(first.outcome()).isEqualTo(late ? Outcome.CORRECTED_LATE : Outcome.SETTLED);
            assertThat(second).isEqualTo(first);
            assertThat(world.endings()).hasSize(heard);
            assertThat(witnesses.seen(world)).isEqualTo(stands);
          }
        });
  }

  /** What each call cost in truth, as those who settle know it. */
  private static final class Costs {
    private final Map<Long, Reservation> reservations = new HashMap<>();
    private final Map<Long, Actual> actuals = new HashMap<>();

    void add(Reservation reservation) {
      reservations.put(reservation.serial(), reservation);
    }

    /** The first cost that is told counts, whether before the end or late. */
    void settle(Reservation reservation, Actual actual) {
      actuals.putIfAbsent(reservation.serial(), actual);
    }

    Set<Long> serials() {
      return reservations.keySet();
    }

    Map<String, Long> sums(PolicySpec policy) {
      Map<String, Long> sums = new HashMap<>();
      Actual expired = policy.expiredCostsNothing() ? Actual.NOTHING : Actual.AS_RESERVED;
      reservations.forEach(
          (serial, reservation) -> {
            Actual actual = actuals.getOrDefault(serial, expired);
            for (Claim claim : reservation.taken()) {
              long cost = actual.cost(claim.rule().unit(), claim.cost());
              boolean counts = !claim.meter().holds() && !(claim.meter() instanceof Ceiling);
              sums.merge(Envelope.counter(claim), counts ? cost : 0, Long::sum);
            }
          });
      return sums;
    }
  }

  private static void step(RandomGenerator random, Scenario scenario, World world, Costs costs) {
    switch (random.nextInt(6)) {
      case 0 -> world.pass(0);
      case 1, 2 -> settleAny(random, world, costs);
      default -> reserve(scenario, world, costs);
    }
  }

  private static void reserve(Scenario scenario, World world, Costs costs) {
    if (world.decide(scenario.call()) instanceof Decision.Allowed allowed
        && allowed.taken().repetition() == Taken.Repetition.FIRST) {
      costs.add(allowed.reservation());
    }
  }

  /** By value, so that those long forgotten are settled too. */
  private static void settleAny(RandomGenerator random, World world, Costs costs) {
    List<Reservation> made = List.copyOf(costs.reservations.values());
    if (!made.isEmpty()) {
      Reservation one = made.get(random.nextInt(made.size()));
      Actual actual = actual(random);
      if (world.settle(one, actual).outcome() != Outcome.RECORDED_LATE) {
        costs.settle(one, actual);
      }
    }
  }

  private static List<String> ids(Scenario scenario, World world) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      if (world.decide(scenario.call()) instanceof Decision.Allowed allowed
          && allowed.taken().repetition() == Taken.Repetition.FIRST) {
        ids.add(Objects.requireNonNull(allowed.reservation().id()));
      }
    }
    return ids;
  }

  private static Actual actual(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> Actual.NOTHING;
      case 1 -> Actual.AS_RESERVED;
      default -> Actual.points(random.nextLong(20));
    };
  }

  /** The endings that a store had a part in. */
  private static List<Ending> heard(World world) {
    return world.endings().stream()
        .filter(ending -> ending.settlement().outcome() != Outcome.RECORDED_LATE)
        .toList();
  }

  private static Map<String, Long> unpaid(List<Ending> endings) {
    Map<String, Long> unpaid = new HashMap<>();
    for (Ending ending : endings) {
      for (Adjustment change : ending.settlement().adjustments()) {
        unpaid.merge(Envelope.counter(change.claim()), change.unpaid(), Long::sum);
      }
    }
    return unpaid;
  }

  private static long amount(PolicySpec policy, String counter) {
    return policy.rules().stream()
        .filter(rule -> counter.startsWith(rule.name() + "["))
        .mapToLong(rule -> rule.meter().amount())
        .findFirst()
        .orElseThrow();
  }

  private static PolicySpec inLongWindows(PolicySpec policy) {
    List<RuleSpec> rules =
        policy.rules().stream()
            .map(rule -> rule.chargeRefused(false).meter(inLongWindow(rule.meter())))
            // One member's debt stands beside what another gave back.
            .map(rule -> rule.meter() instanceof PoolSpec ? rule.debtMax(0) : rule)
            .toList();
    return policy.rules("long", rules);
  }

  /** Nothing comes back of itself while a scenario lasts, and much is refused all the same. */
  private static MeterSpec inLongWindow(MeterSpec meter) {
    long amount = 40 + 5 * meter.amount();
    return switch (meter) {
      case BucketSpec it -> new BucketSpec(amount, 1, DAY);
      case CeilingSpec it -> it;
      case WindowSpec it -> new WindowSpec(amount, DAY);
      case AllotmentSpec it -> new AllotmentSpec(amount, DAY);
      case LogSpec it -> new LogSpec(amount, DAY);
      case SlicesSpec it -> new SlicesSpec(amount, DAY, it.slices());
      case PermitsSpec it -> new PermitsSpec(amount, DAY, it.olderThan());
      case CarrySpec it -> new CarrySpec(amount, DAY, it.most());
      case ToleranceSpec it -> new ToleranceSpec(amount, DAY, it.exceeded(), it.of());
      case PoolSpec it -> new PoolSpec(amount, 10_000, 0, 1, 0);
    };
  }
}
