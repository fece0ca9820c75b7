package dev.headgate.simulator.replay;

import dev.headgate.core.decision.Decision;
import dev.headgate.simulator.mapping.LoggedCall;
import java.io.IOException;

/** Hears of every decision of a replay, in its order, on the thread that decides. */
@FunctionalInterface
public interface Witness {
  /**
   * A call was decided.
   *
   * @throws IOException where what it keeps cannot be written; the replay ends there
   */
  void decided(LoggedCall call, Decision decision) throws IOException;

  /** This one, then another. */
  default Witness and(Witness other) {
    return (call, decision) -> {
      decided(call, decision);
      other.decided(call, decision);
    };
  }
}
