package dev.headgate.testkit.cases;

import dev.headgate.policy.problem.Place;
import java.util.Locale;

/**
 * One thing that must hold. Values are texts in one way of writing, so that equal ones are equal
 * texts. Immutable.
 *
 * @param place where it stands
 * @param subject what it is about
 * @param of the rule, unit or field it is about; empty where the subject says it all
 * @param value what must be there
 */
public record Expectation(Place place, Subject subject, String of, String value) {
  /** The value of what is not there: a field that is not sent, a rule that does not bind. */
  public static final String NONE = "none";

  /** The value of a wait that does not end by itself. */
  public static final String NEVER = "never";

  /** What an expectation is about. */
  public enum Subject {
    /** The kind of answer: allowed, throttled, exhausted or refused. */
    EXPECT,
    /** The rule that decides. */
    BINDING,
    /** The reason for programs. */
    REASON,
    /** How long until the call would pass. */
    RETRY,
    /** What is reserved, by unit. */
    QUOTED,
    /** A header field. */
    FIELDS,
    /** The HTTP status of a refusal. */
    STATUS,
    /** A part of the body of a refusal. */
    BODY,
    /** The rules that would refuse, were they enforced. */
    WOULD,
    /** What is left by rule, once the step is over. */
    REMAINING,
    /** The amount by rule, once the step is over. */
    AMOUNT;

    /** The key in a document. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is looked at once all calls of the step are over; else at each call. */
    boolean afterwards() {
      return this == REMAINING || this == AMOUNT;
    }
  }

  /** Whether what was found is what must be there. */
  boolean holds(String found) {
    return subject == Subject.BODY ? found.contains(value) : found.equals(value);
  }

  /** What it is about, as people read it: {@code remaining user-hour}. */
  public String title() {
    return of.isEmpty() ? subject.key() : subject.key() + " " + of;
  }
}
