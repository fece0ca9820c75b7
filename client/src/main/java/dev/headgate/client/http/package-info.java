/**
 * The governor behind {@code java.net.http.HttpClient}.
 *
 * <p>Model: {@code HeadgateClient} takes requests and gives {@code Answer}s. An {@code Exchange} is
 * one request on its way, with one or more waiters; the {@code Dispatcher} drives the governor,
 * sends what it says and wakes it in time.
 *
 * <p>Invariants: only GET and HEAD are shared among waiters, and only until the first is sent; a
 * waiter that cancels cancels nobody else; credentials do not cross origins in redirects, and are
 * kept as digests only; a response body reaches a waiter once, whole or not at all, and the body of
 * a refusal that is repeated never.
 *
 * <p>Threads: everything public is safe for all threads and does not block, but for the methods
 * that say so. Answers are completed on threads of the HTTP client or on the timer's.
 *
 * <p>Failure: trouble is an {@code Answer}; a request that is no request is an exception of the
 * future.
 */
@NullMarked
package dev.headgate.client.http;

import org.jspecify.annotations.NullMarked;
