package dev.headgate.policy.check;

/**
 * One difference between two policies.
 *
 * @param kind what kind of difference
 * @param name of the limit, quota, gate, exemption, operation or part of the policy
 * @param detail what was and what is
 */
public record Change(Kind kind, String name, String detail) {
  /** Kinds of difference. */
  public enum Kind {
    /** A rule that was not there. */
    ADDED,
    /** A rule that is gone, and its counts with it. */
    REMOVED,
    /** A counter that starts anew, because its identity changed. */
    COUNTS_ANEW,
    /** A rule, gate, exemption or price that lets less through than before, or may. */
    TIGHTENED,
    /** A rule that lets more through than before. */
    LOOSENED,
    /** A rule whose phases moved. */
    PHASES_MOVED,
    /** Counted more or less exactly, or with other rules for an outage or a loss of the store. */
    CONSISTENCY_CHANGED,
    /** Fields or refusals in another form, which callers must be able to read. */
    TOLD_DIFFERENTLY,
    /** Other criteria for a better tier. */
    REVIEW_CHANGED,
    /** A tightening that takes effect earlier than promised. */
    NOTICE_BROKEN,
    /** The same, marked as an emergency with its reason. */
    EMERGENCY
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
        + ": "
        + name
        + ": "
        + detail;
  }
}
