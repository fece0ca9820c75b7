package dev.headgate.core.settlement;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is charged when a call did not run its usual course, and whether the upstream may say what
 * it cost. Immutable.
 *
 * @param charges one for each case
 * @param costField name of the response field in which the upstream states the points of a call
 *     that ran its usual course, before anything that is counted; null where it states none
 */
public record ChargeTable(Map<Outcome, Charge> charges, @Nullable String costField) {
  /** How a call may end. */
  public enum Outcome {
    /** It was never sent upstream. */
    NOT_SENT("notSent", Charge.NOTHING),
    /** The upstream did not answer in time; it may have done the work. */
    UPSTREAM_TIMEOUT("upstreamTimeout", Charge.RESERVED),
    /** The upstream answered 500 to 599. */
    SERVER_ERROR("serverError", Charge.NOTHING),
    /** The upstream answered 304. */
    NOT_MODIFIED("notModified", Charge.RESERVED),
    /** It was a HEAD. */
    HEAD("head", Charge.RESERVED),
    /** It was an OPTIONS. */
    OPTIONS("options", Charge.NOTHING),
    /** The client left before the answer was complete; the work was done or under way. */
    CLIENT_LEFT("clientLeft", Charge.RESERVED);

    private final String written;
    private final Charge usual;

    Outcome(String written, Charge usual) {
      this.written = written;
      this.usual = usual;
    }

    /** How a policy writes it. */
    public String written() {
      return written;
    }

    /** What is charged unless the policy says otherwise. */
    public Charge usual() {
      return usual;
    }
  }

  /** What is charged. */
  public enum Charge {
    /** Nothing in any unit. */
    NOTHING,
    /** What was reserved. */
    RESERVED
  }

  private static final int SERVER_ERRORS = 500;
  private static final int NOT_MODIFIED = 304;

  /** The defaults. */
  public static final ChargeTable USUAL = new ChargeTable(Map.of());

  public ChargeTable {
    Map<Outcome, Charge> whole = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      whole.put(outcome, charges.getOrDefault(outcome, outcome.usual()));
    }
    charges = java.util.Collections.unmodifiableMap(whole);
  }

  /** A table without a field of the upstream. */
  public ChargeTable(Map<Outcome, Charge> charges) {
    this(charges, null);
  }

  /** What is charged in a case. */
  public Charge charge(Outcome outcome) {
    return charges.getOrDefault(outcome, outcome.usual());
  }

  /**
   * The case of a call that was answered, or null where it ran its usual course.
   *
   * @param status of the response
   */
  public static @Nullable Outcome answered(String method, int status) {
    if (status >= SERVER_ERRORS) {
      return Outcome.SERVER_ERROR;
    }
    if (status == NOT_MODIFIED) {
      return Outcome.NOT_MODIFIED;
    }
    return switch (method) {
      case "HEAD" -> Outcome.HEAD;
      case "OPTIONS" -> Outcome.OPTIONS;
      default -> null;
    };
  }
}
