package dev.headgate.policy;

import dev.headgate.core.identity.Caller;
import dev.headgate.policy.problem.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A story of calls and what a policy has to answer; it begins with empty counters.
 *
 * @param name what it shows
 * @param steps in order of time
 */
record DecisionCase(String name, List<Step> steps) {
  DecisionCase {
    steps = List.copyOf(steps);
  }

  @Override
  public String toString() {
    return name;
  }

  /**
   * One step: equal calls at one instant, or the end of calls that run.
   *
   * @param place where it stands
   * @param when its instant
   * @param asked the calls, or null where calls end
   * @param ended name of the calls that end; empty where calls are made
   * @param expected what must be answered to each
   */
  record Step(Place place, When when, @Nullable Asked asked, String ended, Expected expected) {}

  /**
   * When a step is.
   *
   * @param at microseconds since the epoch, or null where it follows the step before
   * @param after microseconds after the step before
   */
  record When(@Nullable Long at, long after) {}

  /**
   * Calls.
   *
   * @param caller who calls
   * @param request method and target
   * @param attributes of the call, beside those in the path
   * @param costs that the caller states
   * @param times how many
   * @param runs name under which they go on running; empty where they end at once
   */
  record Asked(
      Caller caller,
      String request,
      Map<String, String> attributes,
      Map<String, Long> costs,
      int times,
      String runs) {}

  /**
   * How a refusal is answered; what is 0 or empty is not looked at.
   *
   * @param status HTTP status
   * @param body part of the body
   */
  record Refused(int status, String body) {
    static final Refused ANYHOW = new Refused(0, "");
  }

  /**
   * What must be answered; what is null or empty is not looked at.
   *
   * @param answer {@code allowed}, {@code throttled}, {@code exhausted} or {@code refused}
   * @param binding the rule that decides
   * @param reason for programs
   * @param retryAfter microseconds until the call would pass
   * @param quoted reserved by unit
   * @param actual what each call really cost by unit, or null where as reserved
   * @param remaining left by rule once all is settled
   * @param amount by rule
   * @param fields header fields; {@link #NO_FIELD} where one must not be there
   * @param refusal status and a part of the body of a refusal
   */
  record Expected(
      String answer,
      String binding,
      String reason,
      @Nullable Long retryAfter,
      Map<String, Long> quoted,
      @Nullable Map<String, Long> actual,
      Map<String, Long> remaining,
      Map<String, Long> amount,
      Map<String, String> fields,
      Refused refusal) {
    static final String NO_FIELD = "none";

    /** Nothing in particular. */
    static final Expected ANYTHING =
        new Expected(
            "", "", "", null, Map.of(), null, Map.of(), Map.of(), Map.of(), Refused.ANYHOW);
  }
}
