/**
 * Allowances per period.
 *
 * <p>Model: an allotment is an amount per window of a period, with what may be carried over.
 *
 * <p>Invariants: at most the amount is admitted per window, and nothing is refunded into a window
 * that has ended.
 *
 * <p>Threads: immutable.
 *
 * <p>Failure: parameters out of bounds are refused at construction.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.quota;
