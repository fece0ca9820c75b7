package dev.headgate.simulator.replay;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.simulator.mapping.LoggedCall;
import java.io.IOException;

/** One engine with counters of its own that decides every call as it arrives. For one thread. */
public final class Deciding implements Arrivals {
  private final Road road;
  private final Witness witness;
  private long decided;
  private long refused;

  /** An engine without traffic. */
  public Deciding(PolicySnapshot rules, Witness witness) {
    road = new Road(rules, 0);
    this.witness = witness;
  }

  @Override
  public void arrived(LoggedCall call, long at) throws IOException {
    Decision decision = road.decide(call, at);
    decided++;
    if (!(decision instanceof Decision.Allowed)) {
      refused++;
    }
    witness.decided(call, decision);
  }

  /** Calls decided so far. */
  public long decided() {
    return decided;
  }

  /** Those of them that were not allowed. */
  public long refused() {
    return refused;
  }
}
