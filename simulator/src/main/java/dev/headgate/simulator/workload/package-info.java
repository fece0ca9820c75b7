/**
 * Invented traffic: programs that make calls under the virtual clock and hear the real answers.
 *
 * <p>Model: a {@link dev.headgate.simulator.workload.Workload} has groups of equal apps; each app
 * has a {@link dev.headgate.simulator.workload.Schedule} that says when it wants a call, and a
 * {@link dev.headgate.simulator.workload.Client} that sees it through: a script that gives up, one
 * that repeats, or the governor of the module {@code client} itself. {@link
 * dev.headgate.simulator.workload.Provider} decides with the road of replays and answers with the
 * fields and the body of the policy's dialect. {@link dev.headgate.simulator.workload.Invention}
 * runs it all.
 *
 * <p>Invariants: every call that was wanted is served, given up or still under way at the end, and
 * is counted once; same workload, policy and seed give the same calls and answers; nothing but the
 * seed is chance.
 *
 * <p>Threads: one.
 *
 * <p>Failure: problems of the document have file, line, column and hint.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.simulator.workload;
