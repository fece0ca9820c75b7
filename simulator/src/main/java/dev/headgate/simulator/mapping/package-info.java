/**
 * From columns of a log to calls and callers.
 *
 * <p>Model: a {@link dev.headgate.simulator.mapping.Mapping} says which column is what; a {@link
 * dev.headgate.simulator.mapping.CallMaker} turns each row into a {@link
 * dev.headgate.simulator.mapping.LoggedCall}. Routes come from the policy and callers from the
 * registry, by the code that the gateway uses.
 *
 * <p>Invariants: what a mapping does not name never gets into a call; equal callers are one object.
 *
 * <p>Threads: mappings are immutable; a maker belongs to one thread.
 *
 * <p>Failure: problems of the document have file, line, column and hint; a row without what it
 * needs is told apart by a reason.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.simulator.mapping;
