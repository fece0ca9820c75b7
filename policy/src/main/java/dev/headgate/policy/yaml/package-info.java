/**
 * From bytes to values with their places.
 *
 * <p>Model: a document is a tree of scalars, lists and maps; every value and every key knows its
 * file, line and column.
 *
 * <p>Invariants: size, depth and number of values are bounded; aliases and tags are refused, so a
 * small file cannot grow; a key stands once in its map.
 *
 * <p>Threads: values are immutable; readers belong to one thread.
 *
 * <p>Failure: whatever is wrong becomes a problem; nothing is thrown for bad input.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.policy.yaml;
