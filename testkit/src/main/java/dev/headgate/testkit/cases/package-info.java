/**
 * Decision cases: stories of calls and what a policy has to answer.
 *
 * <p>Model: a {@link dev.headgate.testkit.cases.CaseFile} holds a policy to its cases; each begins
 * with empty counters and a clock of its own, and its steps are calls, or the end of calls that
 * run. The language stands in {@code docs/reference/decision-cases.md}.
 *
 * <p>Invariants: decisions are the engine's own; a case depends on no other, on no clock and on
 * nothing drawn; a name that the policy does not have is a problem, never an expectation that
 * holds.
 *
 * <p>Threads: documents and results are immutable; a case is run by one thread.
 *
 * <p>Failure: problems of a document have file, line, column and hint; a case that does not hold is
 * a value that says where, what was expected and what was answered.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.testkit.cases;
