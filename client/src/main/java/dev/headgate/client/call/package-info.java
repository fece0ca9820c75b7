/**
 * One call as a consumer sees it before it is sent, free of any HTTP library.
 *
 * <p>Model: a {@code Call} is where it goes ({@code Target}), for whom ({@code Party}) and on what
 * terms ({@code Terms}). {@code Prices} say what it will cost.
 *
 * <p>Invariants: immutable; every text is bounded; points are at least 0.
 *
 * <p>Threads: safe for all.
 *
 * <p>Failure: what is out of range is an {@code IllegalArgumentException} with value and
 * expectation.
 */
@NullMarked
package dev.headgate.client.call;

import org.jspecify.annotations.NullMarked;
