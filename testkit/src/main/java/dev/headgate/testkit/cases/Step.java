package dev.headgate.testkit.cases;

import dev.headgate.core.call.Call;
import dev.headgate.policy.problem.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of a case, at one instant. Immutable. */
public sealed interface Step {
  /** Where it stands. */
  Place place();

  /** How long after the step before it, in microseconds. */
  long after();

  /**
   * Equal calls.
   *
   * @param place where it stands
   * @param after microseconds after the step before
   * @param asked the calls
   * @param expected what must hold, of each call or once all are over
   */
  record Calls(Place place, long after, Asked asked, List<Expectation> expected) implements Step {
    public Calls {
      expected = List.copyOf(expected);
    }
  }

  /**
   * The end of calls that run.
   *
   * @param place where it stands
   * @param after microseconds after the step before
   * @param running the name under which they run
   */
  record End(Place place, long after, String running) implements Step {}

  /**
   * What is called.
   *
   * @param call as the engine sees it
   * @param title method, target and who calls, for people
   * @param times how many calls, at least 1
   * @param actual what each really cost, by unit, or null where as reserved
   * @param runs name under which they go on running; empty where they end at once
   */
  record Asked(
      Call call, String title, int times, @Nullable Map<String, Long> actual, String runs) {
    /** The most equal calls of one step. */
    public static final int TIMES_MAX = 100_000;
  }
}
