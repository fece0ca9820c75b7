package dev.headgate.core.decision;

/** Receives exactly one value or one failure, on whatever thread has it first. */
public interface Answer<T> {
  /** The value. */
  void value(T value);

  /** The store could not answer: the cause says why. */
  void failure(Exception cause);
}
