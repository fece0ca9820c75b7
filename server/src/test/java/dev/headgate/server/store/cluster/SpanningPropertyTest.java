package dev.headgate.server.store.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.quota.Allotment;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.Period;
import dev.headgate.server.store.FarStore.Network;
import dev.headgate.server.store.Seeds;
import dev.headgate.server.store.VirtualTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls over several partitions, decided by several nodes at once, some of which die. */
@Tag("seeded")
class SpanningPropertyTest {
  private static final long START = 480_000L * 3_600 * Micros.SECOND;
  private static final long DAY = 86_400 * Micros.SECOND;

  /** Of a call over three partitions: questions and answers. */
  private static final int PEEKS_AND_HOLDS = 12;

  private static final PolicySnapshot POLICY =
      PolicySnapshot.builder("p")
          .rule(Rule.limit("by-app", MeterSource.of(new FixedWindow(60, DAY))).by("app"))
          .rule(Rule.limit("by-tenant", MeterSource.of(new FixedWindow(90, DAY))).by("tenant"))
          .rule(
              Rule.quota("by-all", MeterSource.of(new Allotment(200, Period.day(zone()))))
                  .unit("requests"))
          .build();

  private static ZoneId zone() {
    return ZoneId.of("UTC");
  }

  @Test
  void noLimitIsOverAndWhatIsRefusedLeavesNoTrace() {
    Seeds.check(
        25,
        random -> {
          World world = new World(random, /* lossy= */ false);

          world.run(700);

          world.used().forEach((counter, used) -> assertThat(used).isEqualTo(world.kept(counter)));
          assertThat(world.held()).isZero();
        });
  }

  @Test
  void whatNodesHeldThatDiedComesBackAndNothingIsOver() {
    Seeds.check(
        25,
        random -> {
          World world = new World(random, /* lossy= */ true);

          world.run(700);

          world
              .used()
              .forEach(
                  (counter, used) -> {
                    assertThat(used).isBetween(world.kept(counter), amount(counter));
                    assertThat(world.kept(counter)).isLessThanOrEqualTo(amount(counter));
                  });
          assertThat(world.held()).isZero();
        });
  }

  @Test
  void aCallThatIsConfirmedTooLateIsNotGranted() {
    VirtualTime time = new VirtualTime(START);
    Servers servers = new Servers(time);
    long[] delays = {0};
    Node slow = new Node(servers, time, () -> delays[0]);
    List<Decision> granted = new ArrayList<>();
    List<Exception> failed = new ArrayList<>();

    slow.decide(call("app-1", "tenant-1", false), granted::add, failed::add);
    time.runUntil(START + 1);
    delays[0] = Partition.HOLD_LIFE + 1;
    slow.decide(call("app-1", "tenant-1", false), granted::add, failed::add);
    time.runUntil(START + 60 * Micros.SECOND);

    assertThat(granted).hasSize(1);
    assertThat(failed).singleElement().isInstanceOf(HoldLapsed.class);
    servers.expire();
    assertThat(servers.held()).isZero();
    assertThat(servers.used(call("app-1", "tenant-1", false))).containsOnly(1L);
  }

  @Test
  void whatADeadNodeHeldIsFreeForWhoeverWantsItAfterAQuarterOfASecond() {
    VirtualTime time = new VirtualTime(START);
    Servers servers = new Servers(time);
    Node alive = new Node(servers, time, Network.of(10));
    AtomicInteger messages = new AtomicInteger();
    Node dying =
        new Node(
            servers, time, () -> messages.incrementAndGet() <= PEEKS_AND_HOLDS ? 10 : Network.LOST);
    List<Decision> all = new ArrayList<>();
    for (int i = 0; i < 199; i++) {
      alive.ask(call("app-" + i % 4, "tenant-" + i % 3, false), all::add);
      time.runUntil(time.micros() + 1_000);
    }

    dying.ask(call("app-4", "tenant-1", false), all::add);
    time.runUntil(time.micros() + 10_000);
    assertThat(servers.held()).isEqualTo(3);
    alive.ask(call("app-5", "tenant-2", false), all::add);
    time.runUntil(time.micros() + Partition.HOLD_LIFE);
    alive.ask(call("app-5", "tenant-2", false), all::add);
    time.runUntil(time.micros() + 10_000);

    assertThat(all).hasSize(201);
    assertThat(all.get(199))
        .isInstanceOfSatisfying(
            Decision.Exhausted.class,
            refused ->
                assertThat(refused.resetAt() - refused.at()).isBetween(1L, Partition.HOLD_LIFE));
    assertThat(all.get(200)).isInstanceOf(Decision.Allowed.class);
  }

  private static long amount(Counter counter) {
    return switch (counter.rule()) {
      case "by-app" -> 60;
      case "by-tenant" -> 90;
      default -> 200;
    };
  }

  private record Counter(String rule, String key) {
    static Counter of(Claim claim) {
      return new Counter(claim.rule().name(), claim.key().toString());
    }
  }

  private static Call call(String app, String tenant, boolean held) {
    Caller caller = Caller.builder().tenant(Tenant.of(tenant, "free", 1)).app(App.of(app)).build();
    Call call = Call.of(Operation.of("read", "GET"), caller);
    return new Call(call.operation(), caller, "", call.attributes(), call.costs(), null, held);
  }

  /** The partitions that all nodes share. */
  private static final class Servers {
    private final Map<Integer, MemoryPartition> used = new TreeMap<>();
    private final VirtualTime time;
    private long serials;

    Servers(VirtualTime time) {
      this.time = time;
    }

    MemoryPartition at(int number) {
      return used.computeIfAbsent(number, any -> new MemoryPartition(time));
    }

    int held() {
      return used.values().stream().mapToInt(MemoryPartition::held).sum();
    }

    /** A node without a network looks after what lapsed. */
    void expire() {
      Partitions near = new Reached(this, time, Network.of(0), true);
      Immediate<Integer> done = new Immediate<>();
      new ClusterStore(near, SettlementListener.NONE).expire(time.micros(), done);
      assertThat(done.get()).isNotNegative();
    }

    List<Long> used(Call call) {
      List<Long> used = new ArrayList<>();
      for (Claim claim : POLICY.match(call, time.micros()).claims()) {
        used.add(used(call, claim));
      }
      return used;
    }

    long used(Call call, Claim claim) {
      Matched matched = new Matched(Quote.points(0), List.of(claim), null);
      Plan plan = new Plan(POLICY, call, matched, time.micros(), null);
      Immediate<Weighed> seen = new Immediate<>();
      at(Placement.of(claim)).peek(plan, seen);
      return claim.meter().amount() - seen.get().taken().verdicts().remaining(0);
    }
  }

  /** The partitions as one node reaches them. */
  private record Reached(Servers servers, VirtualTime time, Network network, boolean near)
      implements Partitions {
    @Override
    public Partition get(int number) {
      MemoryPartition partition = servers.at(number);
      return near ? partition : new FarPartition(partition, time, network);
    }

    @Override
    public void due(long now, Answer<List<Integer>> answer) {
      List<Integer> held = new ArrayList<>();
      servers.used.forEach(
          (number, partition) -> {
            if (partition.held() > 0) {
              held.add(number);
            }
          });
      answer.value(held);
    }

    @Override
    public void later(long micros, Runnable what) {
      time.at(time.micros() + micros, what);
    }

    @Override
    public long nextSerial() {
      return ++servers.serials;
    }

    @Override
    public void close() {}
  }

  private static final class Node {
    final ClusterStore store;
    final Decider decider;

    Node(Servers servers, VirtualTime time, Network network) {
      store = new ClusterStore(new Reached(servers, time, network, false), SettlementListener.NONE);
      decider = new Decider(time, () -> POLICY, store, () -> "r" + ++servers.serials);
    }

    void ask(Call call, Consumer<Decision> answered) {
      decider.decide(call, new Asked<>(answered, failed -> {}));
    }

    void decide(Call call, Consumer<Decision> granted, Consumer<Exception> failed) {
      decider.decide(
          call,
          new Asked<>(
              decision -> {
                if (decision instanceof Decision.Allowed) {
                  granted.accept(decision);
                }
              },
              failed));
    }
  }

  /** Nodes under load. */
  private static final class World {
    private final RandomGenerator random;
    private final boolean lossy;
    private final VirtualTime time = new VirtualTime(START);
    private final Servers servers = new Servers(time);
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Counter, Long> kept = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();

    World(RandomGenerator random, boolean lossy) {
      this.random = random;
      this.lossy = lossy;
      for (int i = 0; i < 3; i++) {
        nodes.add(new Node(servers, time, this::delay));
      }
    }

    /**
     * Short ways, now and then a pause as long as a hold, and where it is lossy the end of a node.
     */
    private long delay() {
      int chance = random.nextInt(2_000);
      if (lossy && chance < 20) {
        return Network.LOST;
      }
      return lossy && chance < 30 ? random.nextLong(600_000) : random.nextLong(20, 3_000);
    }

    void run(int many) {
      for (int i = 0; i < many; i++) {
        Call call =
            call("app-" + random.nextInt(4), "tenant-" + random.nextInt(3), random.nextBoolean());
        Node node = nodes.get(random.nextInt(nodes.size()));
        Node other = nodes.get(random.nextInt(nodes.size()));
        time.at(
            START + random.nextLong(2 * Micros.SECOND),
            () -> node.decide(call, decision -> granted(other, decision), failed -> {}));
        calls.add(call);
      }
      time.runUntil(START + 10 * Micros.SECOND);
      servers.expire();
    }

    private void granted(Node settling, Decision decision) {
      Reservation reservation = ((Decision.Allowed) decision).reservation();
      boolean nothing = reservation.id() != null && random.nextInt(3) == 0 && !lossy;
      count(reservation, 1);
      if (reservation.id() != null) {
        Actual actual = nothing ? Actual.NOTHING : Actual.AS_RESERVED;
        settling.store.settle(reservation, actual, time.micros(), Asked.unheard());
      }
      if (nothing) {
        count(reservation, -1);
      }
    }

    private void count(Reservation reservation, long sign) {
      reservation
          .taken()
          .forEach(claim -> kept.merge(Counter.of(claim), sign * claim.cost(), Long::sum));
    }

    /** What each counter has used by now. */
    Map<Counter, Long> used() {
      Map<Counter, Long> used = new HashMap<>();
      for (Call call : calls) {
        for (Claim claim : POLICY.match(call, time.micros()).claims()) {
          used.computeIfAbsent(Counter.of(claim), any -> servers.used(call, claim));
        }
      }
      assertThat(used).isNotEmpty();
      return used;
    }

    long kept(Counter counter) {
      return kept.getOrDefault(counter, 0L);
    }

    int held() {
      return servers.held();
    }
  }
}
