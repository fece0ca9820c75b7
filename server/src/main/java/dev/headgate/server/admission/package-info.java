/**
 * The gateway's question, answered by the engine.
 *
 * <p>Model: a request becomes a call by the routes of the policy, its caller is identified, the
 * decision becomes fields or a problem, and the end of the request settles the reservation.
 *
 * <p>Invariants: one reading of time and one policy for each request; every reservation is settled
 * once, by the table of charges of the policy that decided it; what a request says cannot name its
 * caller or its address.
 *
 * <p>Threads: safe for all threads; answers come on the thread on which the store answers.
 *
 * <p>Failure: an unknown caller is 401, a path of two readings or an attribute beyond its bound
 * 400, a store without an answer 503.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.admission;
