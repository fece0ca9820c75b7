/**
 * Who is calling.
 *
 * <p>Model: a caller is a tenant, an app, a plan and the user, credential and licence behind the
 * call.
 *
 * <p>Invariants: immutable; equal callers are given equal claims.
 *
 * <p>Threads: safe for all threads.
 *
 * <p>Failure: values out of bounds throw with what was found and what was expected.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.identity;
