/**
 * Prices as documents write them, in policies and in the rules by which price books are derived.
 *
 * <p>Model: a rule is written as a few keys: what is counted, by which bound, how much is reserved.
 *
 * <p>Invariants: what is written here reads back as the same rule; every key is taken by one
 * reader.
 *
 * <p>Threads: readers belong to one thread; what they give is immutable.
 *
 * <p>Failure: problems with their places; a rule that cannot be read is left out.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.policy.price;
