/**
 * Rate-limit fields of HTTP, both directions: {@code RateLimit}, {@code RateLimit-Policy}, {@code
 * Retry-After}, {@code X-RateLimit-Reset}, {@code Idempotency-Key}.
 *
 * <p>Model: writers produce one field value from numbers and names; readers turn the fields of a
 * message into records. Structured field values stand in the sub-package {@code structured}.
 *
 * <p>Invariants: emission is strict and printable ASCII only, whatever the input; reading is
 * tolerant, and a malformed field is as if it were absent.
 *
 * <p>Threads: records and readers are immutable; writers that keep a buffer belong to one thread.
 *
 * <p>Failure: text that cannot be emitted is an {@code IllegalArgumentException} with value and
 * expectation where it is constructed; what was received malformed is part of the answer.
 */
@NullMarked
package dev.headgate.headers;

import org.jspecify.annotations.NullMarked;
