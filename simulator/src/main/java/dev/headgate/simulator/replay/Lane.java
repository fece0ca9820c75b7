package dev.headgate.simulator.replay;

import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.mapping.Spread;
import java.io.IOException;

/** One way to spread equal stamps, and who takes the calls at their instants. For one thread. */
final class Lane {
  private final Spread spread;
  private final Placement placement;
  private final Arrivals arrivals;
  private long arrived;

  Lane(Spread spread, long seed, Arrivals arrivals) {
    this.spread = spread;
    this.arrivals = arrivals;
    placement = new Placement(spread, seed);
  }

  void place(LoggedCall call, int number, int many) throws IOException {
    arrivals.arrived(call, placement.at(call, number, many));
    arrived++;
  }

  void finish() throws IOException {
    arrivals.finish();
  }

  Spread spread() {
    return spread;
  }

  long arrived() {
    return arrived;
  }

  /** Calls that were not allowed; none where nobody decides. */
  long refused() {
    return arrivals instanceof Deciding deciding ? deciding.refused() : 0;
  }
}
