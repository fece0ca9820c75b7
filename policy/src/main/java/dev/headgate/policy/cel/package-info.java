/**
 * Conditions and formulas in CEL over caller, tenant, app, operation and call.
 *
 * <p>Model: an expression is compiled and type-checked once; its answer is a function of the
 * attributes it names.
 *
 * <p>Invariants: expressions have no loops, so their work is bounded by their length; answers are
 * remembered by the values of those attributes, in a bounded number.
 *
 * <p>Threads: compiled expressions are safe for all threads.
 *
 * <p>Failure: a mistake found at compilation is a problem with its place; one that only a value can
 * cause, such as a division by zero, gives the answer that was stated for it.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.policy.cel;
