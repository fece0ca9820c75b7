/**
 * What is tried again, after how long, and how often.
 *
 * <p>Model: an attempt ends well or in a {@code Failure}; {@code RetryRules} say whether the same
 * call may be sent once more without being carried out twice; a {@code Backoff} says when, the
 * {@code RetryBudget} how much of the traffic may be repetition.
 *
 * <p>Invariants: a call that may have been carried out is repeated only if repeating does no harm;
 * waits and counts are bounded.
 *
 * <p>Threads: rules and backoffs are immutable; the budget belongs to one thread.
 *
 * <p>Failure: rules out of range are an {@code IllegalArgumentException}.
 */
@NullMarked
package dev.headgate.client.retry;

import org.jspecify.annotations.NullMarked;
