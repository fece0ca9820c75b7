/**
 * What a new policy changes for callers.
 *
 * <p>Model: two policies are compared rule by rule; each difference is a change of one kind.
 *
 * <p>Invariants: a tightening that the comparison cannot rule out is reported as one.
 *
 * <p>Threads: functions of their arguments.
 *
 * <p>Failure: none; a broken promise is a change like any other, and the caller decides.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.policy.check;
