/**
 * One call as the engine sees it, free of HTTP and gRPC.
 *
 * <p>Model: a call is an operation, a caller and attributes.
 *
 * <p>Invariants: immutable; its digest is a function of what it says and not of its id.
 *
 * <p>Threads: safe for all threads.
 *
 * <p>Failure: values out of bounds throw with what was found and what was expected.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.call;
