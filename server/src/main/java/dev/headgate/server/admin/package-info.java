/**
 * What an operator may do to a running server: the kill switch, temporary overrides, counter
 * resets; each written to the audit log before it acts.
 *
 * <p>Model: overrides lie over the policy in force and end by themselves; the policy stays as it
 * is.
 *
 * <p>Invariants: nothing is done that the audit log did not take; an override has an owner, a
 * reason and an end.
 *
 * <p>Threads: safe for all threads; writing the audit log may block for a disk.
 *
 * <p>Failure: an audit log that cannot be written refuses the action.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.admin;
