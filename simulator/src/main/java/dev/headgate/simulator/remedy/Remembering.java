package dev.headgate.simulator.remedy;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.Caller;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Arrivals;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Does not make a read again while its last answer is fresh. The oldest answers are forgotten
 * first. For one thread.
 */
final class Remembering implements Habit {
  private static final int KNOWN_MAX = 200_000;

  private final Predicate<Operation> concerned;
  private final long fresh;
  private final Map<Asked, Long> answers = new LinkedHashMap<>();

  /** One read by one caller: what it was of, by route, parameters and query. */
  private record Asked(
      Caller caller, Operation operation, Map<String, String> attributes, String query) {}

  /**
   * Remembers the answers of some operations.
   *
   * @param fresh for how long, in microseconds
   */
  Remembering(Predicate<Operation> concerned, long fresh) {
    this.concerned = concerned;
    this.fresh = fresh;
  }

  @Override
  public void made(LoggedCall logged, long at, Arrivals next) throws IOException {
    Call call = logged.call();
    if (concerned.test(call.operation())) {
      Asked asked = new Asked(call.caller(), call.operation(), call.attributes(), call.query());
      Long before = answers.get(asked);
      if (before != null && at - before < fresh) {
        return;
      }
      answers.remove(asked);
      answers.put(asked, at);
      if (answers.size() > KNOWN_MAX) {
        Iterator<Asked> oldest = answers.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
    next.arrived(logged, at);
  }
}
