/**
 * In-memory implementation of every port.
 *
 * <p>Model: counters are words in cells in striped tables; limits that tell callers apart alike
 * share the cell of a key.
 *
 * <p>Invariants: one operation holds all stripes it touches, so it is atomic.
 *
 * <p>Threads: safe for all threads; stripes are taken in ascending order.
 *
 * <p>Failure: at its bound of live keys a limit's new keys share one overflow counter, and new
 * members of a pool share one member of that pool, so that no pool is granted twice.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.memory;
