/**
 * What a node does while its store does not answer: it waits no longer than a budget, stops asking
 * a store that keeps silent, and decides by what each limit states for an outage.
 *
 * <p>Model: a guard before the store with a budget of time, a bound on what is under way and a
 * breaker; behind every failure the limiters of this node, with the stated share of each amount;
 * settlements that could not be delivered in a backlog, which keeps them in an outbox: a file of
 * this machine, or this process's memory.
 *
 * <p>Invariants: every question is answered once, in about the budget. While the breaker is open
 * nothing is asked but single probes, at random distances; after that the flow doubles with each
 * answered round. What was taken by an answer that came too late is given back. A settlement of a
 * reservation with an id is delivered at least once; one without may not be repeated, since nobody
 * would know, and is recorded as lost where its delivery is uncertain.
 *
 * <p>Threads: safe for all threads; one thread calls the ticks.
 *
 * <p>Failure: that is what it is for; what is beyond a bound is counted and recorded, never silent.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.store.outage;
