/**
 * Allowances per period.
 *
 * <p>Model: an allotment is an amount per window of a period, with what was carried over from the
 * window before or a tolerance of windows that went over; an amount is a formula over the caller.
 *
 * <p>Invariants: at most the amount and what is beyond it is admitted per window, and nothing is
 * refunded into a window that has ended.
 *
 * <p>Threads: immutable.
 *
 * <p>Failure: parameters out of bounds are refused at construction.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.quota;
