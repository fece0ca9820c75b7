/**
 * Writers of the rate-limit fields of HTTP: {@code RateLimit}, {@code RateLimit-Policy}, {@code
 * Retry-After}, {@code X-RateLimit-Reset}.
 *
 * <p>Model: a writer turns names and numbers into one field value. Structured field values stand in
 * the sub-package {@code structured}, records and readers in {@code reading}; both use this package
 * or none, never each other in a circle.
 *
 * <p>Invariants: what is emitted is strict, canonical and printable ASCII only, whatever the input.
 *
 * <p>Threads: writers that keep a buffer belong to one thread; everything else is immutable.
 *
 * <p>Failure: text that cannot be emitted is an {@code IllegalArgumentException} with value and
 * expectation where it is constructed, not where it is sent.
 */
@NullMarked
package dev.headgate.headers;

import org.jspecify.annotations.NullMarked;
