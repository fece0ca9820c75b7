/**
 * Calls of a log in a file of their own, to be gone over again and again.
 *
 * <p>Model: a {@link dev.headgate.simulator.spool.Spool} takes calls as they arrive and gives them
 * back in the same order, at the same instants, as often as anybody likes. A call is some twenty
 * bytes: what came before is told by its place in a table that writer and reader keep alike.
 *
 * <p>Invariants: memory is bounded, whatever the length of the log; the file has no name once it is
 * open, so nothing is left behind however the process ends; only its owner can read it.
 *
 * <p>Threads: one.
 *
 * <p>Failure: a full disk is an {@code UnwritableException}; the calls before it can be read.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.simulator.spool;
