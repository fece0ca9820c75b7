/**
 * Short windows and concurrency: what protects capacity.
 *
 * <p>Model: a meter is the arithmetic of one kind of counter over words of state that hold what is
 * used or missing, never a parameter.
 *
 * <p>Invariants: what was admitted stays inside the envelope of the kind; the instant given for a
 * retry is the first that passes.
 *
 * <p>Threads: meters are immutable; the caller owns the words of state and guards them.
 *
 * <p>Failure: parameters whose products could leave 2^53 are refused at construction.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.limit;
