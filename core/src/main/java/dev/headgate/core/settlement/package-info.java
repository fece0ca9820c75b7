/**
 * What it really cost: gives back or takes the rest, and expires the forgotten.
 *
 * <p>Model: a reservation is open, then settled, released or expired, once.
 *
 * <p>Invariants: settling is idempotent; no cost is lost silently.
 *
 * <p>Threads: safe for all threads.
 *
 * <p>Failure: an unknown or ended reservation is an answer, not an exception.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.settlement;
