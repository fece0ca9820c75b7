/**
 * What people and programs read of a replay.
 *
 * <p>Model: a {@link dev.headgate.simulator.report.Report} has a head that says how to repeat it,
 * what was read and what was answered; it is written as text, JSON or CSV. A {@link
 * dev.headgate.simulator.report.VerdictList} has one line for each call.
 *
 * <p>Invariants: the same input, mapping, policy and seed give the same bytes; values of queries
 * and columns that are not mapped are in no report; names may be replaced by keyed hashes.
 *
 * <p>Threads: one.
 *
 * <p>Failure: a list that cannot be written ends the replay, and the report says so.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.simulator.report;
