package dev.headgate.simulator.replay;

import dev.headgate.simulator.mapping.LoggedCall;
import java.io.IOException;

/** Takes the calls of a log in the order of time, each at its instant. For one thread. */
public interface Arrivals {
  /**
   * A call arrives.
   *
   * @param at its instant, in microseconds, not before the last one's
   * @throws IOException where what it keeps cannot be written; the replay ends there
   */
  void arrived(LoggedCall call, long at) throws IOException;

  /** All of the log has arrived. */
  default void finish() throws IOException {}
}
