/**
 * What would help the apps that a limit hurts, tried by replay, and which of them a better tier is
 * meant for.
 *
 * <p>Model: a {@link dev.headgate.simulator.remedy.Remedy} is a change of habit or of tier; {@link
 * dev.headgate.simulator.remedy.Trials} replays a log once more, with an engine for each remedy in
 * which the limited apps have taken it and all others have not. {@link
 * dev.headgate.simulator.remedy.Reviews} holds the use of each app against the criteria of the
 * policy.
 *
 * <p>Invariants: what is not limited is the same in every trial; same log, policy and seed give the
 * same outcomes; memory follows what a habit remembers, which is bounded.
 *
 * <p>Threads: one.
 *
 * <p>Failure: a remedy that the log cannot tell is named with the reason, never as no gain.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.simulator.remedy;
