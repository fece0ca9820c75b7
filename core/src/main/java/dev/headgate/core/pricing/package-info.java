/**
 * What a call costs.
 *
 * <p>Model: a price book gives each operation a quote: how much of each unit to reserve, and
 * whether that is final.
 *
 * <p>Invariants: whole numbers, never negative; the minimum is never above what is reserved.
 *
 * <p>Threads: safe for all threads.
 *
 * <p>Failure: an operation without a price costs the base price of the book.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.pricing;
