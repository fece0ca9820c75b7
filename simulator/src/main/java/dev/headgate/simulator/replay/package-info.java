/**
 * The engine over recorded calls under a virtual clock.
 *
 * <p>Model: an {@link dev.headgate.simulator.replay.Intake} reads and maps the logs on a thread of
 * its own; a {@link dev.headgate.simulator.replay.Timeline} puts the calls in order and lays equal
 * stamps over their second; a {@link dev.headgate.simulator.replay.Road} decides each with the
 * engine that enforces, and a {@link dev.headgate.simulator.replay.Witness} hears of it.
 *
 * <p>Invariants: time never goes back; the same input, mapping, policy and seed give the same
 * decisions in the same order; memory follows the live keys and the calls of one sort window.
 *
 * <p>Threads: reading on one thread, deciding on another; everything else belongs to the latter.
 *
 * <p>Failure: a line that cannot be replayed is counted, sampled and named; a log that breaks off
 * ends there, and the rest goes on.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.simulator.replay;
