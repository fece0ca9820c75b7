/**
 * Where time comes from, and the periods of a calendar.
 *
 * <p>Model: an instant is a number of microseconds since the epoch; a period is a half-open window
 * of instants.
 *
 * <p>Invariants: a {@link dev.headgate.core.time.TimeSource} never goes back; windows of one period
 * do not overlap and leave no gap.
 *
 * <p>Threads: values are immutable; time sources are safe for all threads.
 *
 * <p>Failure: an instant out of range is a caller's mistake and throws.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.time;
