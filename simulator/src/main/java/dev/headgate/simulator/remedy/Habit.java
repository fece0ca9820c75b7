package dev.headgate.simulator.remedy;

import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Arrivals;
import java.io.IOException;

/** How the limited apps make their calls once they have taken a remedy. For one thread. */
interface Habit {
  /** A call of a limited app: is handed on, changed or at a later time, or is not made. */
  void made(LoggedCall call, long at, Arrivals next) throws IOException;

  /** Time has come so far: hands on what was put off until then. */
  default void until(long at, Arrivals next) throws IOException {}
}
