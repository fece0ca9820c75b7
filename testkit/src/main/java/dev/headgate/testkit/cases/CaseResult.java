package dev.headgate.testkit.cases;

import dev.headgate.policy.problem.Place;
import java.util.List;

/** What became of a case. Immutable. */
public sealed interface CaseResult {
  /** The case. */
  DecisionCase told();

  /** Every step was answered as written. */
  record Held(DecisionCase told, long calls) implements CaseResult {}

  /**
   * A step was answered in another way; those after it were not looked at, because they would only
   * follow from it.
   *
   * @param told the case
   * @param where the call
   * @param differences what did not hold, at least one
   * @param standings how each limit and quota answered
   */
  record Failed(
      DecisionCase told, Where where, List<Difference> differences, List<Standing> standings)
      implements CaseResult {
    public Failed {
      differences = List.copyOf(differences);
      standings = List.copyOf(standings);
    }
  }

  /**
   * Which call it was.
   *
   * @param place of its step
   * @param call method, target and who calls
   * @param at its instant, in microseconds since the epoch
   * @param number from 1 among the equal calls of its step; 0 where what is left once they are over
   *     did not hold
   * @param times how many equal calls the step has
   */
  record Where(Place place, String call, long at, int number, int times) {}
}
