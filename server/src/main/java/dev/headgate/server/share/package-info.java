/**
 * Budgets that programs on several hosts share, through a Redis or Valkey.
 *
 * <p>Model: {@code RedisShares} is one member. For each declared rate there is a ring of places in
 * the server, and a {@code SharedPlaces} here. A message says all that the member holds and whether
 * it stands in line, and may ask for a place; who is first in line is given the next one about a
 * window before it is free. One script answers in one atomic step, by the server's own clock, and
 * with waits, so clocks of members do not matter.
 *
 * <p>Invariants: a place is taken by one call at a time, and free again one window after its
 * response, whichever member made the call; members that always wait are served in turns; a message
 * can be lost or come twice, since the next says everything again; every key expires.
 *
 * <p>Threads: everything public is safe for all threads. A thread that asks for a place waits for
 * the server at most {@code Wire.ANSWER}; all else is sent by the way.
 *
 * <p>Failure: while the server does not answer nobody is given a place, so calls wait, and it is
 * tried again four times a second by a thread of our own. A member that is not heard for {@code
 * SharedPlaces.PRESENCE} is gone, and what it held is free a window later. A server that lost what
 * it had gives nothing for one window; in it members say what they hold.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.share;
