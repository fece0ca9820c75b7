/**
 * Whom the provider knows: tenants, apps, users and credentials.
 *
 * <p>Model: a {@link dev.headgate.policy.registry.Registry} is read whole, from a YAML file or a
 * folder of CSV files, and replaced whole. {@link dev.headgate.policy.registry.Callers} makes
 * callers of what is known about them. It stands beside the policy document because the server and
 * the simulator have to know the same callers.
 *
 * <p>Invariants: secrets are kept as SHA-256 only and are never logged; equal callers are one
 * object, because the engine caches by caller.
 *
 * <p>Threads: safe for all threads; a reading belongs to one.
 *
 * <p>Failure: an unknown caller is an answer with a reason, never an exception; a registry with
 * problems never replaces a good one.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.policy.registry;
