/**
 * Replay before you enforce: the engine over recorded traffic under a virtual clock.
 *
 * <p>Model: a {@link dev.headgate.simulator.Simulation} joins the rooms: traffic, mapping, replay,
 * answer, report.
 *
 * <p>Invariants: decisions are the engine's own; the same input, mapping, policy and seed give the
 * same bytes.
 *
 * <p>Threads: a simulation is run by one thread; others may stop it and look at its progress.
 *
 * <p>Failure: a file that cannot be opened and a column that is missing are exceptions before
 * anything is answered; all else is in the report.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.simulator;
