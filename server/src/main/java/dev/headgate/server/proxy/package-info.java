/**
 * The courtesy proxy: a door on this machine through which scripts in any language call somebody
 * else's API, and behave.
 *
 * <p>Model: a {@code CourtesyProxy} takes requests over plain HTTP, names the script that sends
 * each, and hands them to one {@code HeadgateClient}, whose governor queues, paces, repeats and
 * joins them. A {@code Relay} is one request on its way; its {@code Downstream} takes the response.
 *
 * <p>Invariants: every request is made anew from what was understood of it, never copied byte for
 * byte, so nothing can be smuggled through; what belongs to one connection stays on it; a request
 * whose caller is gone before it was sent is never sent; a response that breaks off after its head
 * has left breaks the caller's connection too, and is never ended as if it were whole; nothing is
 * written to a disk.
 *
 * <p>Threads: one event loop has the requests, their callers and their bodies; the client's threads
 * hand over to it.
 *
 * <p>Failure: what the caller did wrong is a 4xx problem, what would have to wait too long a 429
 * with {@code Retry-After} and the reason, what the upstream did wrong a 502 or 504 that says
 * whether the call may have been carried out.
 */
@NullMarked
package dev.headgate.server.proxy;

import org.jspecify.annotations.NullMarked;
