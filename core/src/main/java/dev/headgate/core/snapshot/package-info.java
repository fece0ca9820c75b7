/**
 * The provider's rules, compiled and immutable; which claims a call makes.
 *
 * <p>Model: a snapshot maps a call and an instant to claims; what depends on the caller alone is
 * worked out once per caller.
 *
 * <p>Invariants: a claim's counter is the stable name of its rule and its key, never its numbers.
 *
 * <p>Threads: safe for all threads; caches are bounded.
 *
 * <p>Failure: a snapshot that would break arithmetic cannot be built.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.snapshot;
