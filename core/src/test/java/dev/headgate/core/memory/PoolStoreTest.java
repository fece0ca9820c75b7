package dev.headgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.quota.Pool;
import dev.headgate.core.quota.PoolTerms;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.Partition;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pools in the memory store: the words of a pool once, those of its members apart. */
@Tag("seeded")
class PoolStoreTest {
  private static final long AMOUNT = 1_000;
  private static final long START = 1_764_000_000L * Micros.SECOND;
  private static final PoolTerms GUARANTEED = PoolTerms.PLAIN.guaranteeing(2_000, 50);

  private final ManualTime time = new ManualTime(START);
  private final MemoryStore store = new MemoryStore();
  private final AtomicLong ids = new AtomicLong();

  @Test
  void membersShareOnePoolAndEachAppHasItsOwn() {
    Rule pool = pool(GUARANTEED, 1_000);

    assertThat(allowed(decide(call("app-1", "tenant-a", 800), pool))).isTrue();
    assertThat(allowed(decide(call("app-1", "tenant-b", 51), pool))).isFalse();
    assertThat(allowed(decide(call("app-1", "tenant-b", 50), pool))).isTrue();
    assertThat(allowed(decide(call("app-2", "tenant-b", 800), pool))).isTrue();
    assertThat(store.liveKeys(pool)).isEqualTo(3);
  }

  @Test
  void aRefusedCallLeavesNoTraceInPoolAndMember() {
    Rule pool = pool(GUARANTEED, 1_000);
    Rule narrow =
        Rule.limit("narrow", MeterSource.of(new FixedWindow(1, 60 * Micros.SECOND))).by("tenant");
    decide(call("app-1", "tenant-a", 1), pool, narrow);

    Decision refused = decide(call("app-1", "tenant-a", 700), pool, narrow);
    decide(call("app-1", "tenant-b", 701), pool, narrow);

    assertThat(allowed(refused)).isFalse();
    assertThat(left(decide(call("app-1", "tenant-c", 1), pool, narrow))).isEqualTo(147);
  }

  @Test
  void aSettlementGivesBackToThePool() {
    Rule pool = pool(PoolTerms.PLAIN, 1_000);
    Decision.Allowed first = (Decision.Allowed) decide(call("app-1", "tenant-a", 900), pool);

    Immediate<Settlement> answer = new Immediate<>();
    store.settle(first.reservation(), Actual.points(100), time.micros(), answer);

    assertThat(answer.get().outcome()).isEqualTo(Settlement.Outcome.SETTLED);
    assertThat(left(decide(call("app-1", "tenant-b", 400), pool))).isEqualTo(500);
  }

  @Test
  void aSettlementAboveTheReservationChargesThePoolAndThenTheMember() {
    Rule pool = pool(PoolTerms.PLAIN, 1_000);
    Decision.Allowed first = (Decision.Allowed) decide(call("app-1", "tenant-a", 900), pool);

    Immediate<Settlement> answer = new Immediate<>();
    store.settle(first.reservation(), Actual.points(1_300), time.micros(), answer);

    Settlement.Adjustment adjustment = answer.get().adjustments().getFirst();
    assertThat(adjustment.charged()).isEqualTo(100 + 20);
    assertThat(adjustment.unpaid()).isEqualTo(280);
    assertThat(allowed(decide(call("app-1", "tenant-b", 1), pool))).isFalse();
  }

  @Test
  void aNewPolicyKeepsWhatWasUsedOfAPool() {
    decide(call("app-1", "tenant-a", 600), pool(PoolTerms.PLAIN, 1_000));

    Decision after =
        decide(call("app-1", "tenant-b", 100), rule(new Pool(2_000, Period.hour(), GUARANTEED)));

    assertThat(left(after)).isBetween(900L, 1_300L);
  }

  @Test
  void aResetForgetsOneMemberOrTheWholePool() {
    Rule pool = pool(PoolTerms.PLAIN, 1_000);
    decide(call("app-1", "tenant-a", 600), pool);

    assertThat(store.reset(pool, Key.of("app-2"))).isFalse();
    assertThat(store.reset(pool, Key.of("app-1"))).isTrue();

    assertThat(left(decide(call("app-1", "tenant-a", 100), pool))).isEqualTo(900);
  }

  @Test
  void aResetWithinAPeriodForgetsGuaranteesAndShares() {
    Rule pool = pool(GUARANTEED.saving(100), 1_000);
    decide(call("app-1", "tenant-a", 600), pool);
    decide(call("app-1", "tenant-b", 100), pool);

    store.reset(pool, Key.of("app-1"));

    for (int i = 0; i < 20; i++) {
      time.advance(60 * Micros.SECOND);
      decide(call("app-1", i % 2 == 0 ? "tenant-a" : "tenant-b", 40), pool);
    }
    assertThat(left(decide(call("app-1", "tenant-a", 1), pool))).isBetween(0L, 200L);
  }

  @Test
  void membersBeyondTheBoundShareOneMemberOfTheirPool() {
    Rule pool = pool(PoolTerms.PLAIN, 2);
    decide(call("app-1", "tenant-a", 100), pool);
    decide(call("app-1", "tenant-b", 100), pool);

    assertThat(left(decide(call("app-1", "tenant-c", 100), pool))).isEqualTo(700);
    assertThat(left(decide(call("app-2", "tenant-d", 100), pool))).isEqualTo(900);
    assertThat(left(decide(call("app-2", "tenant-e", 100), pool))).isEqualTo(800);
    assertThat(left(decide(call("app-1", "tenant-a", 100), pool))).isEqualTo(600);
    assertThat(store.overflows(pool)).isEqualTo(3);
  }

  @Test
  void poolsBeyondTheBoundShareOnePool() {
    Rule pool = pool(PoolTerms.PLAIN, 2);
    decide(call("app-1", "tenant-a", 100), pool);
    decide(call("app-2", "tenant-a", 100), pool);

    assertThat(left(decide(call("app-3", "tenant-a", 100), pool))).isEqualTo(900);
    assertThat(left(decide(call("app-4", "tenant-b", 100), pool))).isEqualTo(800);
    assertThat(left(decide(call("app-1", "tenant-c", 100), pool))).isEqualTo(800);
  }

  @Test
  void aSettlementOfAMemberBeyondTheBoundGivesBackToThePoolItTookFrom() {
    Rule pool = pool(PoolTerms.PLAIN, 1);
    decide(call("app-1", "tenant-a", 100), pool);
    Decision.Allowed second = (Decision.Allowed) decide(call("app-1", "tenant-b", 700), pool);

    Immediate<Settlement> answer = new Immediate<>();
    store.settle(second.reservation(), Actual.points(50), time.micros(), answer);

    assertThat(answer.get().outcome()).isEqualTo(Settlement.Outcome.SETTLED);
    assertThat(left(decide(call("app-1", "tenant-a", 100), pool))).isEqualTo(750);
  }

  /**
   * However few members are told apart, a pool grants its amount once in a period. Apps beyond the
   * bound share one pool, so that only all of them together are sure to use much of one.
   */
  @Test
  void aPoolGrantsNoMoreThanItsAmountAtTheBoundOfMembers() {
    Seeds.check(
        60,
        random -> {
          MemoryStore few = new MemoryStore();
          PoolTerms terms = random.nextBoolean() ? GUARANTEED.saving(20) : PoolTerms.PLAIN;
          PolicySnapshot snapshot = snapshot(pool(terms, 1 + random.nextInt(6)));
          ManualTime clock = new ManualTime(START);
          Decider decider = new Decider(clock, () -> snapshot, few, () -> "none");
          Map<String, Long> granted = new java.util.TreeMap<>();
          Map<Long, Long> together = new java.util.TreeMap<>();
          for (int i = 0; i < 600; i++) {
            String app = "app-" + random.nextInt(1 + random.nextInt(8));
            long cost = 1 + random.nextLong(60);
            Call call = call(app, "tenant-" + random.nextInt(20), cost);
            if (allowed(decider.decideNow(call))) {
              long hour = clock.micros() / (3_600 * Micros.SECOND);
              granted.merge(app + " in hour " + hour, cost, Long::sum);
              together.merge(hour, cost, Long::sum);
            }
            clock.advance(random.nextLong(15 * Micros.SECOND));
          }

          assertThat(granted.values()).allMatch(sum -> sum <= AMOUNT);
          assertThat(together.values()).anyMatch(sum -> sum > AMOUNT / 2);
        });
  }

  @Test
  void deadPoolsAndMembersAreForgotten() {
    Rule pool = pool(GUARANTEED, 10_000);
    for (int i = 0; i < 500; i++) {
      decide(call("app-" + i % 7, "tenant-" + i, 1), pool);
    }
    time.advance(3 * 3_600 * Micros.SECOND);

    store.housekeep(time.micros());

    assertThat(store.liveKeys(pool)).isZero();
    assertThat(store.reset(pool, Key.of("app-1"))).isFalse();
  }

  @Test
  void aPoolStandsBesideOtherLimitsOfItsMembers() {
    Rule pool = pool(GUARANTEED, 1_000);
    Rule own =
        Rule.quota("own", MeterSource.of(new FixedWindow(10_000, 60 * Micros.SECOND)))
            .by("app", "tenant");
    Rule more = Rule.quota("more", MeterSource.of(new FixedWindow(10_000, 60 * Micros.SECOND)));
    long taken = 0;
    for (int i = 0; i < 12; i++) {
      Rule[] rules =
          i % 3 == 0 ? new Rule[] {own, pool, more.by("app", "tenant")} : new Rule[] {pool, own};
      Decision decision = decide(call("app-1", "tenant-a", 10), rules);
      taken += 10;
      long ownLeft = decision.verdicts().get(i % 3 == 0 ? 0 : 1).remaining();

      assertThat(ownLeft).isEqualTo(10_000 - taken);
    }
  }

  /** Threads take what they get; together no more than the amount of each pool. */
  @Test
  void threadsTogetherTakeNoMoreThanTheAmount() {
    Seeds.check(
        3,
        random -> {
          MemoryStore shared = new MemoryStore();
          PolicySnapshot snapshot = snapshot(pool(GUARANTEED.saving(20), 1_000));
          Decider decider = new Decider(time, () -> snapshot, shared, () -> "none");
          long seed = random.nextLong();
          AtomicLong[] granted = {new AtomicLong(), new AtomicLong()};
          run(
              4,
              thread -> {
                var own = Seeds.random(seed + thread);
                for (int i = 0; i < 1_000; i++) {
                  int app = own.nextInt(2);
                  long cost = 1 + own.nextLong(9);
                  Call call = call("app-" + app, "tenant-" + own.nextInt(9), cost);
                  if (allowed(decider.decideNow(call))) {
                    granted[app].addAndGet(cost);
                  }
                }
              });

          for (AtomicLong sum : granted) {
            assertThat(sum.get()).isBetween(AMOUNT / 2, AMOUNT);
          }
        });
  }

  private static void run(int threads, java.util.function.IntConsumer work) {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int thread = i;
      running.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      start.await();
                      work.accept(thread);
                    } catch (Exception | AssertionError failure) {
                      failures.add(failure);
                    }
                  }));
    }
    for (Thread thread : running) {
      try {
        thread.join();
      } catch (InterruptedException stopped) {
        throw new AssertionError(stopped);
      }
    }
    assertThat(failures).isEmpty();
  }

  private static Rule pool(PoolTerms terms, int keysMax) {
    return rule(new Pool(AMOUNT, Period.hour(), terms))
        .terms(new Rule.Terms("", 0.2, 0, false, 20, keysMax, List.of()));
  }

  private static Rule rule(Meter meter) {
    return Rule.quota("pool", MeterSource.of(meter))
        .partition(new Partition(List.of("app", "tenant"), Partition.Missing.REFUSE, 1));
  }

  private static PolicySnapshot snapshot(Rule... rules) {
    PolicySnapshot.Builder builder = PolicySnapshot.builder("pools");
    for (Rule rule : rules) {
      builder.rule(rule);
    }
    return builder.build();
  }

  private Decision decide(Call call, Rule... rules) {
    PolicySnapshot snapshot = snapshot(rules);
    return new Decider(time, () -> snapshot, store, () -> "r" + ids.incrementAndGet())
        .decideNow(call);
  }

  private static Call call(String app, String tenant, long points) {
    Caller caller =
        Caller.builder().app(App.of(app)).tenant(Tenant.of(tenant, "standard", 10)).build();
    Map<String, Long> costs = Map.of(Quote.POINTS, points);
    return new Call(Operation.of("search", "GET"), caller, Map.of(), costs, null, false);
  }

  private static boolean allowed(Decision decision) {
    return decision instanceof Decision.Allowed;
  }

  private static long left(Decision decision) {
    return decision.verdicts().getFirst().remaining();
  }
}
