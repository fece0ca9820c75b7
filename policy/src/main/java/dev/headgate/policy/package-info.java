/**
 * The policy document: from YAML to the engine's snapshot.
 *
 * <p>Model: a document, with what it includes, is read whole; it gives a policy or all problems.
 *
 * <p>Invariants: a bad document never replaces a good one; documents that say the same have the
 * same version.
 *
 * <p>Threads: policies are immutable; a reloader belongs to one thread at a time.
 *
 * <p>Failure: problems with file, line, column and hint; nothing is thrown for bad input.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.policy;
