package dev.headgate.server.store.lease;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.Micros;
import dev.headgate.server.store.FarStore;
import dev.headgate.server.store.Granted;
import dev.headgate.server.store.InMemory;
import dev.headgate.server.store.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Several nodes before one store, in virtual time; a call costs what its caller states. */
final class Nodes {
  static final long START = 480_000L * 3_600 * Micros.SECOND;
  static final Call CALL =
      Call.of(Operation.of("read", "GET"), Caller.builder().app(App.of("app-1")).build());

  final VirtualTime time = new VirtualTime(START);
  final InMemory store = new InMemory(SettlementListener.NONE);
  final Granted granted = new Granted();
  final List<Node> all = new ArrayList<>();
  long refused;
  long failed;
  private PolicySnapshot snapshot;

  Nodes(PolicySnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** A process with its own clocks. */
  final class Node {
    final LeasedStore leased;
    final Decider decider;
    private long decidedAlone;
    private long pausedUntil;
    private boolean killed;

    Node(long skew, FarStore.Network network) {
      FarStore far = new FarStore(store, time, network);
      leased = new LeasedStore(far, () -> time.micros() + skew, time::micros);
      decider = new Decider(() -> time.micros() + skew, () -> snapshot, leased, () -> "none");
      tick();
    }

    private void tick() {
      time.at(
          time.micros() + 20_000,
          () -> {
            if (!killed) {
              if (!paused()) {
                leased.tick();
              }
              tick();
            }
          });
    }

    /** Whether the latest answer is the node's own, which counts when it is given. */
    private boolean alone() {
      long before = decidedAlone;
      decidedAlone = leased.decidedAlone();
      return decidedAlone > before;
    }

    boolean paused() {
      return time.micros() < pausedUntil;
    }

    void pause(long micros) {
      pausedUntil = time.micros() + micros;
    }

    void call(Call call, long cost) {
      if (killed || paused()) {
        return;
      }
      decider.decide(
          call,
          new Answer<>() {
            @Override
            public void value(Decision decision) {
              if (killed) {
                return;
              }
              if (decision instanceof Decision.Allowed) {
                granted.add(alone() ? time.micros() : decision.at(), cost);
              } else {
                refused++;
              }
            }

            @Override
            public void failure(Exception cause) {
              failed++;
            }
          });
    }
  }

  Node made(long skew, FarStore.Network network) {
    return new Node(skew, network);
  }

  void add(long skew, FarStore.Network network) {
    all.add(made(skew, network));
  }

  /** Ends a node without a word, and starts another in its place. */
  void kill(int index, long skew, FarStore.Network network) {
    all.get(index).killed = true;
    all.set(index, new Node(skew, network));
  }

  /** Another policy from now on. */
  void rules(PolicySnapshot other) {
    snapshot = other;
  }

  /** Calls spread 8:1:1 with random gaps, at that many a second, until an instant. */
  void load(RandomGenerator random, double perSecond, long until) {
    long gap = (long) (-Math.log(1 - random.nextDouble()) * Micros.SECOND / perSecond);
    time.at(
        time.micros() + gap,
        () -> {
          int place = random.nextInt(10);
          all.get(place < 8 ? 0 : place - 7).call(CALL, 1);
          if (time.micros() < until) {
            load(random, perSecond, until);
          }
        });
  }
}
