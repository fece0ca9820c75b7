/**
 * Counters that lie in many atomic domains: a call is decided over all that it touches.
 *
 * <p>Model: a fixed number of partitions, each one domain. What a claim counts on lies in the
 * partition of the first value of its key, so that most calls touch one and are decided there. A
 * call that touches several is peeked at in all of them, held in one after the other, and
 * confirmed.
 *
 * <p>Invariants: a call that some partition refuses leaves nothing behind in any; what is held and
 * not confirmed lapses within {@link dev.headgate.server.store.cluster.Partition#HOLD_LIFE}; a call
 * is granted only where every partition confirmed it. A reservation ends in its home first, and all
 * the others follow.
 *
 * <p>Threads: safe for all threads; one call is worked on by one thread at a time.
 *
 * <p>Failure: a partition without an answer fails the call; what it held elsewhere is given back at
 * once or lapses, and what is not known to have been taken is never given back twice.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.store.cluster;
