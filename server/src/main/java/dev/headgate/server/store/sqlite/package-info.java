/**
 * Counters of one machine that survive the process, in one SQLite file.
 *
 * <p>Model: the memory store decides; a thread of its own writes what changed, as it was at one
 * instant, in one transaction, and again a short while later. A cell is a row, a remembered
 * reservation is a row, and both are gone from the file once they are gone from memory.
 *
 * <p>Invariants: the file holds the state of one instant; what may be lost is what happened after
 * it. A file is used by one process.
 *
 * <p>Threads: safe for all threads; the file is touched by one at a time.
 *
 * <p>Failure: what cannot be used is refused before it is touched. Where writing fails later,
 * decisions go on in memory, an alarm is raised, and all that is unwritten is written once it can
 * be; what waits for that is bounded by what is live.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.store.sqlite;
