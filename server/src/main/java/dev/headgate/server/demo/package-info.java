/**
 * What {@code headgate run} shows: a small API to protect, a policy, callers and their traffic.
 *
 * <p>Model: an upstream that knows nothing of limits, and callers that wait as they are told.
 *
 * <p>Invariants: everything is bounded and on the loopback address; answers depend on the request
 * alone.
 *
 * <p>Threads: the upstream runs on its event loop, the callers on one scheduler.
 *
 * <p>Failure: a request that the upstream does not know is a 404.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.demo;
