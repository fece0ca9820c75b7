/**
 * The smallest amount of a limit at which a share of the apps is never limited by it.
 *
 * <p>Model: a {@link dev.headgate.simulator.search.Search} enforces one limit of a policy alone,
 * with one amount for everybody, over a log. Where what an app needs can be told from its own calls
 * it is told in one pass; else the log is replayed from a spool with one amount after the other.
 *
 * <p>Invariants: an amount that is answered was tried by the engine itself, or follows from what
 * the engine counted; where more can be worse, the answer says so and what was tried.
 *
 * <p>Threads: a search is run by one thread; others may stop it and look at its progress.
 *
 * <p>Failure: a full disk under the spool ends the reading; the search goes on with the calls so
 * far, and says so.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.simulator.search;
