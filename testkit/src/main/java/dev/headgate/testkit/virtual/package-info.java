/**
 * Callers and providers under virtual time: an hour in a moment, the same by the same seed.
 *
 * <p>Model: a {@code World} has the true time and does what is due, in order. A {@code
 * VirtualCaller} drives a governor of the client in it, as the real client would with threads, and
 * reaches a provider by a {@code Way} that takes time.
 *
 * <p>Invariants: timers are late by chance and never early; what is sent arrives.
 *
 * <p>Threads: a world and all that is in it belong to one thread.
 *
 * <p>Failure: a caller that breaks the governor's protocol gets its {@code
 * IllegalArgumentException}.
 */
@NullMarked
package dev.headgate.testkit.virtual;

import org.jspecify.annotations.NullMarked;
