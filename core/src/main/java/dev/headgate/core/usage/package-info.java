/**
 * What happened, appended once and rolled up.
 *
 * <p>Model: one record for each decision and each ending of a reservation; a log takes them, a
 * roll-up sums them by time and key, counts sum verdicts by rule.
 *
 * <p>Invariants: a record is never changed; what was reserved and the corrections since add up to
 * the cost.
 *
 * <p>Threads: safe for all threads.
 *
 * <p>Failure: a full roll-up sums up what it could not keep under nobody's name.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.usage;
