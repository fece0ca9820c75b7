/**
 * Joins the rooms into one answer.
 *
 * <p>Model: plan and conclude are pure; between them stands one operation on the store.
 *
 * <p>Invariants: all binding claims are taken or none; the binding claim is the failing one with
 * the latest instant.
 *
 * <p>Threads: safe for all threads; the answer may come on another thread.
 *
 * <p>Failure: an expected outcome is a value; only the store's trouble is a failure.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.decision;
