/**
 * From a document to a policy.
 *
 * <p>Model: a reader for each part of the document takes the keys of its section and gives what the
 * engine needs.
 *
 * <p>Invariants: every key is taken by one reader, or it is a mistake; a policy is built only where
 * nothing is wrong.
 *
 * <p>Threads: readers belong to one thread; what they give is immutable.
 *
 * <p>Failure: problems; a part that cannot be read is left out, so that the others are still read.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.policy.read;
