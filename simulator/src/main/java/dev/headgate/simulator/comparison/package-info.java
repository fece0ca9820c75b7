/**
 * Policies side by side over the same traffic, and one policy over more of it.
 *
 * <p>Model: a {@link dev.headgate.simulator.comparison.Comparison} has a {@link
 * dev.headgate.simulator.comparison.Column} for each policy and each multiple of the traffic, with
 * counters of its own. A {@link dev.headgate.simulator.comparison.Multiplier} lays more traffic
 * over a log.
 *
 * <p>Invariants: a column of the traffic as it is has the sums of a replay of that policy alone;
 * the same seed gives the same traffic in every column.
 *
 * <p>Threads: a comparison is run by one thread; others may stop it and look at its progress.
 *
 * <p>Failure: what {@code replay} says; a column that was not finished is in no answer.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.simulator.comparison;
