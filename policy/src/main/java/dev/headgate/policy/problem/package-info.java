/**
 * What is wrong with a policy document, and where.
 *
 * <p>Model: a problem is a place, a message that carries what was found and expected, and a hint.
 *
 * <p>Invariants: problems are collected, never thrown; their number is bounded.
 *
 * <p>Threads: values are immutable; a collector belongs to one thread.
 *
 * <p>Failure: none.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.policy.problem;
