/**
 * Where counters and reservations are kept.
 *
 * <p>Model: one store by its URL; everything else of the server knows only the {@link
 * dev.headgate.server.store.Store}. Each kind of store has a room of its own beneath this one.
 *
 * <p>Invariants: every store passes one suite of tests and gives the same answers to the same
 * steps.
 *
 * <p>Threads: safe for all threads; an answer may come on another thread than the question.
 *
 * <p>Failure: what is wrong at the start is refused in one line and nothing is touched; later
 * trouble is a failure of the answer.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.store;
