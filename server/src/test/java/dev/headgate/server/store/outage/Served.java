package dev.headgate.server.store.outage;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.Micros;
import dev.headgate.server.store.FarStore;
import dev.headgate.server.store.Granted;
import dev.headgate.server.store.InMemory;
import dev.headgate.server.store.VirtualTime;
import dev.headgate.server.store.lease.LeasedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Nodes with all that stands between them and a store, in virtual time. */
final class Served {
  static final long START = 480_000L * 3_600 * Micros.SECOND;
  static final Call CALL =
      Call.of(Operation.of("read", "GET"), Caller.builder().app(App.of("app-1")).build());

  final VirtualTime time = new VirtualTime(START);
  final InMemory store = new InMemory(SettlementListener.NONE);
  final Granted granted = new Granted();
  final Granted grantedAlone = new Granted();
  final List<Decision> decisions = new ArrayList<>();
  final List<Node> nodes = new ArrayList<>();
  long messages;
  long slowest;
  private FarStore.Network network = FarStore.Network.of(400);

  final class Node {
    final OutageStore outage;
    final Decider decider;
    final Settler settler;

    Node(PolicySnapshot snapshot, int number) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(number);
      FarStore far = new FarStore(store, time, this::delay);
      Guard guard = new Guard(far, time::micros, Guard.NO_DEADLINE, random);
      LeasedStore leased = new LeasedStore(guard, time, time::micros);
      outage = new OutageStore(leased, guard, Outbox.MEMORY, SettlementListener.NONE);
      decider =
          new Decider(time, () -> snapshot, outage, () -> "id-" + number + "-" + time.micros());
      settler = new Settler(time, outage, SettlementListener.NONE);
      time.every(1_000, Long.MAX_VALUE / 2, outage::tick);
      time.every(20_000, Long.MAX_VALUE / 2, leased::tick);
    }

    private long delay() {
      messages++;
      return network.delay();
    }

    void call(Call call) {
      long asked = time.micros();
      decider.decide(
          call,
          new Answer<>() {
            @Override
            public void value(Decision decision) {
              slowest = Math.max(slowest, time.micros() - asked);
              decisions.add(decision);
              if (decision instanceof Decision.Allowed allowed) {
                granted.add(allowed.at(), 1);
                if (allowed.reduced()) {
                  grantedAlone.add(time.micros(), 1);
                }
              }
            }

            @Override
            public void failure(Exception cause) {
              throw new AssertionError("an answer in every case", cause);
            }
          });
    }
  }

  Served(PolicySnapshot snapshot, int count) {
    for (int i = 0; i < count; i++) {
      nodes.add(new Node(snapshot, i));
    }
  }

  void network(FarStore.Network other) {
    network = other;
  }

  /** So many calls a second, one node after the other, for so long. */
  void load(Call call, long perSecond, long micros) {
    long gap = Micros.SECOND / perSecond;
    long start = time.micros();
    for (long at = 0; at < micros; at += gap) {
      Node node = nodes.get((int) (at / gap % nodes.size()));
      time.at(start + at, () -> node.call(call));
    }
    time.runUntil(start + micros);
  }

  /** Whether the latest decision was the store's own. */
  boolean isBack() {
    return !decisions.getLast().reduced();
  }

  static Taken.Repetition repetition(Decision decision) {
    return decision instanceof Decision.Allowed allowed
        ? allowed.taken().repetition()
        : Taken.Repetition.FIRST;
  }
}
