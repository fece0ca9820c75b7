package dev.headgate.testkit.cases;

import dev.headgate.policy.problem.Place;
import java.util.List;

/**
 * A story of calls and what a policy has to answer; it begins with empty counters. Immutable.
 *
 * @param name what it shows
 * @param place where it stands
 * @param begin instant of its first step, in microseconds since the epoch
 * @param steps in order of time, at least one
 */
public record DecisionCase(String name, Place place, long begin, List<Step> steps) {
  public DecisionCase {
    steps = List.copyOf(steps);
  }

  @Override
  public String toString() {
    return name;
  }
}
