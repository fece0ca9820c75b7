/**
 * The governor: decides when a consumer's calls are sent, and whether they are sent again. A pure
 * state machine: events and instants in, actions out; no threads, no I/O, no clock, no chance but
 * from its seed.
 *
 * <p>Model: whoever drives it (a client, a proxy, a job, a simulator) hands in an {@code Event}
 * with the present instant, carries out the {@code Action}s that come back, and calls again with
 * {@code Woke} no later than {@code wakeAt()}:
 *
 * <pre>
 *   Arrived(id, call)      -> Send(id, attempt)     send it now, then report one of:
 *   Answered(id, response) -> End(id, Answered)     hand over the response that was just reported
 *   Failed(id, failure)       Send(id, attempt)     send it again
 *   Left(id)                  End(id, RetryLater | OutcomeUnknown | Failed)
 *   Woke()                    Tell(note)            for the listener
 * </pre>
 *
 * A call passes the gates of its profile and those that were learned for its route. It waits in the
 * queue of one gate that is shut, the one that opens last; in a queue calls go in fair order over
 * tenants, weighted by priority. A refusal closes the gate that refused and no other.
 *
 * <p>Invariants: every call that arrived ends exactly once, unless its caller left; a call is under
 * way at most once; nothing leaves before the instant the server stated; what may have been carried
 * out is not sent again unless that does no harm; same profile, settings, seed and events give the
 * same actions.
 *
 * <p>Threads: a governor belongs to one thread at a time; its driver sees to that.
 *
 * <p>Failure: trouble with the server ends in an {@code Outcome}; a driver that breaks the protocol
 * (unknown or repeated id) gets an {@code IllegalArgumentException}. Instants are microseconds
 * since the epoch by the driver's clock; one that goes back is taken as standing still.
 */
@NullMarked
package dev.headgate.client.governor;

import org.jspecify.annotations.NullMarked;
