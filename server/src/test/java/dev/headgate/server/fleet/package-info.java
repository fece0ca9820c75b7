/**
 * Nodes of the built jar over one Redis, under load, while one of them is done harm.
 *
 * <p>Model: a {@code Fleet} has nodes, each a process that reaches Redis by a {@code Way} that can
 * be cut. {@code Callers} decide, hold and release through whichever node answers; a {@code Tally}
 * adds up what was granted by rule, key and window.
 *
 * <p>Invariants: what the tally holds was answered to somebody, so a limit that it finds exceeded
 * was exceeded.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.fleet;
