package dev.headgate.simulator.replay;

import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.simulator.mapping.Spread;

/**
 * How a replay is run.
 *
 * @param enforced whether every rule decides for everybody, whatever its phase; else each is in the
 *     phase that the policy gives it at the instants of the log
 * @param seed of everything that is drawn
 * @param sensitivity whether it is shown what other spreads of equal stamps would have given
 */
public record ReplaySettings(boolean enforced, long seed, boolean sensitivity) {
  /** As the policy says, with seed 1. */
  public static final ReplaySettings USUAL = new ReplaySettings(false, 1, true);

  /** The rules that decide. */
  public PolicySnapshot rules(PolicySnapshot stated) {
    return enforced ? Replay.enforced(stated) : stated;
  }

  /** Refusals under one spread of equal stamps. */
  public record Sensitivity(Spread spread, long refused) {}
}
