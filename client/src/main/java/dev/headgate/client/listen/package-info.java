/**
 * What a governor tells about what it does, for people and statistics.
 *
 * <p>Model: one {@code Note} for each thing that happened; a {@code Listener} takes them in order.
 *
 * <p>Invariants: a note holds no credentials and no bodies.
 *
 * <p>Threads: a listener is called by whoever drives the governor, one note at a time.
 *
 * <p>Failure: a listener must not throw.
 */
@NullMarked
package dev.headgate.client.listen;

import org.jspecify.annotations.NullMarked;
