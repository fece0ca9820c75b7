package dev.headgate.simulator.replay;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.mapping.Spread;
import java.io.IOException;

/** One engine with one way to spread equal stamps. For one thread. */
final class Lane {
  private final Spread spread;
  private final Placement placement;
  private final Road road;
  private final Witness witness;
  private long decided;
  private long refused;

  Lane(PolicySnapshot rules, Spread spread, long seed, Witness witness) {
    this.spread = spread;
    this.witness = witness;
    placement = new Placement(spread, seed);
    road = new Road(rules, 0);
  }

  void decide(LoggedCall call, int number, int many) throws IOException {
    Decision decision = road.decide(call, placement.at(call, number, many));
    decided++;
    if (!(decision instanceof Decision.Allowed)) {
      refused++;
    }
    witness.decided(call, decision);
  }

  Spread spread() {
    return spread;
  }

  long decided() {
    return decided;
  }

  long refused() {
    return refused;
  }
}
