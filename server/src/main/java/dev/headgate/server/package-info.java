/**
 * One process that serves the decision API and the gateway over one engine.
 *
 * <p>Model: {@link dev.headgate.server.Wiring} builds every part from settings and joins them.
 *
 * <p>Invariants: doors never know each other; nothing outside the wiring builds an adapter.
 *
 * <p>Threads: see the doors.
 *
 * <p>Failure: what cannot start says which setting and why, and leaves nothing running.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server;
