/**
 * What a call costs.
 *
 * <p>Model: a price book has a rule for each operation: a base, what objects add, and how much to
 * reserve. Before a call a rule gives a quote from the bounds that its query states; afterwards it
 * gives the real cost from the objects that were counted.
 *
 * <p>Invariants: whole numbers, never negative, at most {@code COST_MAX}; the minimum is never
 * above what is reserved; with {@code reserve: bound} and true maxima the real cost is never above
 * what was reserved, unless {@code reserveMax} cut it.
 *
 * <p>Threads: safe for all threads.
 *
 * <p>Failure: an operation without a rule costs what the book says for all others; a page size that
 * is none counts as the largest.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.pricing;
