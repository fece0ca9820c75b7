package dev.headgate.core.usage;

/**
 * One thing that happened: a call was decided or a reservation ended. Immutable.
 *
 * @param at instant in microseconds
 * @param key whose use of what
 * @param kind what happened
 * @param cost what that adds to the books
 * @param rule the binding rule or the reason of a refusal; else empty
 */
public record UsageRecord(long at, UsageKey key, Kind kind, UsageCost cost, String rule) {
  /** What happened. */
  public enum Kind {
    /** A call was allowed and reserved its points. */
    ALLOWED,
    /** A call was refused for a while by a limit. */
    THROTTLED,
    /** A call was refused by a quota. */
    EXHAUSTED,
    /** A call was refused for good. */
    REFUSED,
    /** A reservation was settled in time, or released. */
    SETTLED,
    /** A reservation was forgotten by its holder and expired. */
    EXPIRED,
    /** An expired reservation was corrected late. */
    CORRECTED_LATE,
    /** A cost came too late for any counter. */
    RECORDED_LATE;

    /** Whether a call was decided, and not a reservation ended. */
    public boolean isDecision() {
      return compareTo(SETTLED) < 0;
    }
  }
}
