/**
 * What happened, appended once and rolled up.
 *
 * <p>Model: one record for each decision and each settlement.
 *
 * <p>Invariants: a record is never changed.
 *
 * <p>Threads: safe for all threads.
 *
 * <p>Failure: a full roll-up counts what it could not keep.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.usage;
