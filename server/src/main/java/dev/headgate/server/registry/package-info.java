/**
 * From what a request shows to a caller.
 *
 * <p>Model: the {@link dev.headgate.server.registry.Identifier} turns what a request shows ({@link
 * dev.headgate.server.registry.Shown}) into an {@link dev.headgate.policy.registry.Identification}.
 *
 * <p>Invariants: secrets are kept as SHA-256 only and are never logged; a credential that is shown
 * and wrong never falls back to a weaker one; fields are believed from trusted peers only; equal
 * callers are one object, because the engine caches by caller.
 *
 * <p>Threads: safe for all threads.
 *
 * <p>Failure: an unknown caller is an answer with a reason, never an exception; a registry with
 * problems never replaces a good one.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.registry;
