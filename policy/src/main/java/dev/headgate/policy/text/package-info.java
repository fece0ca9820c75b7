/**
 * The small languages inside a value: names, whole numbers, lengths of time, rates, dates; and
 * counts as outputs write them.
 *
 * <p>Model: each reads one scalar and gives what it means.
 *
 * <p>Invariants: numbers are exact and bounded; what goes into header fields has only visible
 * ASCII.
 *
 * <p>Threads: functions of their arguments; a collector belongs to one thread.
 *
 * <p>Failure: null, with a problem that says what was found and what was expected.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.policy.text;
