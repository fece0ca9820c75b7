package dev.headgate.simulator.remedy;

import dev.headgate.core.call.Call;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Arrivals;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** Makes the same calls at the same time, but other ones. */
record ChangedCalls(UnaryOperator<Call> change) implements Habit {
  @Override
  public void made(LoggedCall call, long at, Arrivals next) throws IOException {
    next.arrived(
        new LoggedCall(
            call.file(),
            call.line(),
            call.stamp(),
            call.tick(),
            call.length(),
            call.charge(),
            change.apply(call.call())),
        at);
  }
}
