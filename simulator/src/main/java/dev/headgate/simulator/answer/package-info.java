/**
 * What a replay answers: who would have been limited, when and by what.
 *
 * <p>Model: a {@link dev.headgate.simulator.answer.Tally} hears every decision and keeps one {@link
 * dev.headgate.simulator.answer.Usage} for each tenant, app, operation and limit, and for each key
 * of a limit that was refused.
 *
 * <p>Invariants: the calls of all tenants, those of none included, add up to the calls decided;
 * memory follows the number of names, which is bounded, and never the number of calls.
 *
 * <p>Threads: one.
 *
 * <p>Failure: names beyond the bound are counted together.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.simulator.answer;
