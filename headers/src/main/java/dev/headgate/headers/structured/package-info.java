/**
 * Structured field values: the items, lists and dictionaries of RFC 9651.
 *
 * <p>Model: a field is an {@code Item}, a list or a dictionary; its parts are immutable records
 * that check themselves, so whatever exists can be serialised.
 *
 * <p>Invariants: what is serialised is canonical and printable ASCII; parsing it gives an equal
 * value; every failure the standard names is a failure here; length and members are bounded.
 *
 * <p>Threads: all types are immutable or stateless.
 *
 * <p>Failure: text that does not parse is a checked exception with position, found and expected; a
 * value outside the standard's range is an {@code IllegalArgumentException} at construction.
 */
@NullMarked
package dev.headgate.headers.structured;

import org.jspecify.annotations.NullMarked;
