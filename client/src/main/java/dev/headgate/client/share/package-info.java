/**
 * The port for budgets that several governors share, and what keeps them where one is alone.
 *
 * <p>Model: a declared rate has {@code Slots}; a call takes one when it is sent and reports its
 * response. {@code Shares} gives the slots of a gate; one governor alone keeps them in memory.
 *
 * <p>Invariants: no more slots are out than the rate allows, whoever took them.
 *
 * <p>Threads: slots in memory belong to the thread of their governor.
 *
 * <p>Failure: a slot whose response never comes is given back by the attempt's failure; a governor
 * that dies loses what it holds in memory only.
 */
@NullMarked
package dev.headgate.client.share;

import org.jspecify.annotations.NullMarked;
