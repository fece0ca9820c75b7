/**
 * What decisions over a Redis come to, side by side with peers.
 *
 * <p>Model: a row has contestants; each is opened anew on the emptied server for each round, and
 * callers keep so many calls under way for so long. Rounds of all contestants are in turns.
 *
 * <p>Invariants: the same callers, the same client settings and the same server for all of a row;
 * the first rounds of each are not counted; a round in which a call went wrong is no figure, it
 * ends the run.
 *
 * <p>Threads: each node has one thread that asks; answers come on the client's threads.
 *
 * <p>Failure: whatever goes wrong ends the program, and the server that it started.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.benchmarks.redis;
