package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdicts;

/**
 * What a partition says of a call.
 *
 * @param taken its answer
 * @param heldBack whether it refuses only because of what is held for other calls
 */
public record Weighed(Taken taken, boolean heldBack) {
  /** Whether a binding claim failed. */
  boolean refused() {
    Verdicts verdicts = taken.verdicts();
    for (int i = 0; i < verdicts.size(); i++) {
      if (verdicts.failed(i) && verdicts.claim(i).binds()) {
        return true;
      }
    }
    return false;
  }
}
