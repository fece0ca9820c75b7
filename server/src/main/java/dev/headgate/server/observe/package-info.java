/**
 * What a running server tells about itself: metrics in the text format of Prometheus.
 *
 * <p>Model: counters by outcome and by rule, gauges read when they are asked for.
 *
 * <p>Invariants: a label holds the name of a rule, an outcome or an endpoint, never a key or any
 * text of a caller; the number of series is bounded.
 *
 * <p>Threads: safe for all threads; counting does not lock.
 *
 * <p>Failure: counting does not fail.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.observe;
