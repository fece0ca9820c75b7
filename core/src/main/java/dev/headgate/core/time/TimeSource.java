package dev.headgate.core.time;

/**
 * Gives the present instant. One non-decreasing sequence for all threads; a call or an event-loop
 * turn reads it once and hands the value on.
 */
@FunctionalInterface
public interface TimeSource {
  /** The present instant in microseconds since the epoch. */
  long micros();
}
