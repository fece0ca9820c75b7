/**
 * When the next call may leave, as far as numbers say: what is left of the server's quotas, and
 * rates learned where it states nothing.
 *
 * <p>Model: an {@code Allowance} is one quota as its caller knows it; {@code Cubic} a rate found by
 * refusals; {@code SlowStart} what holds a crowd back after a gate reopens. Each answers from when
 * on a call may leave and is told what left.
 *
 * <p>Invariants: never earlier than the server said, whichever clock is fast by at most the margin;
 * arithmetic saturates.
 *
 * <p>Threads: belongs to the thread of the governor.
 *
 * <p>Failure: contradicting statements make the wait longer, never shorter.
 */
@NullMarked
package dev.headgate.client.pacing;

import org.jspecify.annotations.NullMarked;
