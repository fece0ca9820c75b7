/**
 * Price books from descriptions in OpenAPI 3.
 *
 * <p>Model: a description is read into operations; rules say what each of them returns and of which
 * class that is; the book is written as a part of a policy, which includes it.
 *
 * <p>Invariants: the same description and rules give the same bytes; every operation is in the book
 * or listed with the reason why not; an operation without a class is listed with its reason.
 *
 * <p>Threads: a derivation belongs to one thread; what it gives is immutable.
 *
 * <p>Failure: all problems at once, each with its place; nothing is thrown for bad input.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.policy.openapi;
